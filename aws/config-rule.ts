import { view } from "../core";
import { isCreated } from "./recorder";
import * as types from "./types";

const RULES = [...types.CONFIG_RULE, ...types.CONFORMANCE_PACK];

/** The AWS Config rules that the stack creates, by URN; a conformance pack is a set of rules. Both need a recorder. */
export const configRules = view(RULES, (graph) => graph.ofType(RULES).filter(isCreated));
