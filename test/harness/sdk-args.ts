/** What the SDK hands to a policy, made by hand: shows what core makes of each request without the SDK's own handlers. */
import type * as sdk from "@pulumi/policy";
import { ROOT_STACK_TYPE, type Options, type PolicyDefinition, type Subject } from "../../core";
import { Run } from "../../core/run";
import { Runner } from "../../core/runner";

export const THING = "aws:made/up:Thing";
export const OTHER = "aws:made/up:Other";

/** What a policy hands to the SDK's `reportViolation`, read as its types do not say: with a level of its own, it is an object. */
export interface Reported {
  readonly message: string;
  readonly urn: string | undefined;
  /** Only where the finding does not have the policy's level. */
  readonly enforcementLevel?: string;
}

/** How a policy answered a request. */
export interface Answer {
  readonly reported: readonly Reported[];
  /** Why it does not count as passed; undefined when it does, or has reported. */
  readonly notApplicable: string | undefined;
}

/** A resource of a made-up program. */
export interface Made {
  readonly name: string;
  readonly type?: string;
  /** Types of the components around it, outermost first. */
  readonly inside?: readonly string[];
  readonly props?: Readonly<Record<string, unknown>>;
}

/** Of a resource that sets no options. */
export const OPTS: sdk.PolicyResourceOptions = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};

export function urnOf({ name, type = THING, inside = [] }: Made): string {
  return `urn:pulumi:dev::app::${[...inside, type].join("$")}::${name}`;
}

/** Lets the request end: the engine's next one arrives in a turn of the event loop of its own. */
export const nextTurn = (): Promise<void> => new Promise((next) => setImmediate(next));

/** Thrown to the SDK by `notApplicable`. */
class NotApplicable extends Error {}

/** A policy behind made-up requests, in a run of its own. */
export class Asked<S extends Subject, O extends Options> {
  readonly run = new Run();
  readonly runner: Runner<S, O>;
  /** How often the policy's settings were read. */
  configsRead = 0;
  config: Readonly<Record<string, unknown>> = {};

  constructor(definition: PolicyDefinition<S, O>) {
    this.runner = new Runner(this.run, definition, definition.options ?? ({} as O));
  }

  /** The run begins: the engine registers the root stack first. */
  async begin(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const root = { name: "app-dev", type: ROOT_STACK_TYPE };
    this.enter(root);
    this.run.configure(settings, urnOf(root));
    await nextTurn();
  }

  /** The first policy of the pack sees a resource; what follows in this turn is about it. */
  enter(made: Made): void {
    const { name, type = THING, props = {} } = made;
    const urn = urnOf(made);
    this.run.enterResource(urn, () => ({ urn, type, name, inputs: props, outputs: undefined, options: OPTS }));
  }

  /** The engine asks about one resource. */
  async analyze(made: Made): Promise<Answer> {
    const answer = this.answer((asked, report) =>
      this.runner.validateResource(argsOf({ ...shownOf(made), ...asked }), report),
    );
    await nextTurn();
    return answer;
  }

  /** The engine asks about the whole stack. */
  async analyzeStack(...stack: readonly Made[]): Promise<Answer> {
    const resources = stack.map((made) => ({ ...argsOf(shownOf(made)), dependencies: [], propertyDependencies: {} }));
    const answer = this.answer((asked, report) =>
      this.runner.validateStack({ ...asked, resources, stackTags: new Map() }, report),
    );
    await nextTurn();
    return answer;
  }

  private answer(ask: (asked: Asking, report: sdk.ReportViolation) => void): Answer {
    const reported: Reported[] = [];
    const report = (message: string | Reported, urn?: string): void => {
      reported.push(typeof message === "string" ? { message, urn } : message);
    };
    const getConfig = <T extends object>(): T => {
      this.configsRead++;
      return this.config as T;
    };
    try {
      ask({ getConfig, notApplicable }, report);
      return { reported, notApplicable: undefined };
    } catch (error) {
      if (!(error instanceof NotApplicable)) {
        throw error;
      }
      return { reported, notApplicable: error.message };
    }
  }
}

type Asking = Pick<sdk.ResourceValidationArgs, "getConfig" | "notApplicable">;
type Shown = Pick<sdk.ResourceValidationArgs, "urn" | "type" | "name" | "props">;

/** The SDK's arguments for one resource, without settings. */
export function argsOf(given: Shown & Partial<sdk.ResourceValidationArgs>): sdk.ResourceValidationArgs {
  return {
    opts: OPTS,
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    getConfig: <T extends object>() => ({}) as T,
    notApplicable,
    ...given,
  };
}

function notApplicable(reason?: string): never {
  throw new NotApplicable(reason);
}

function shownOf(made: Made): Shown {
  const { name, type = THING, props = {} } = made;
  return { urn: urnOf(made), type, name, props };
}
