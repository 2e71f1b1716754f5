import { view, type Resource, type Subject, type Value } from "../core";
import * as types from "./types";

/** What starts ECS tasks, and where it says which network they get. */
interface Kind {
  readonly types: readonly string[];
  /** For sentences. */
  readonly label: string;
  readonly path: readonly string[];
}

/** Inputs of @pulumi/aws 7.48.0. */
const KINDS: readonly Kind[] = [
  { types: types.ECS_SERVICE, label: "service", path: ["networkConfiguration"] },
  { types: types.ECS_TASK_SET, label: "task set", path: ["networkConfiguration"] },
  { types: types.EVENT_TARGET, label: "event target", path: ["ecsTarget", "networkConfiguration"] },
  { types: types.SCHEDULE, label: "schedule", path: ["target", "ecsParameters", "networkConfiguration"] },
  {
    types: types.PIPE,
    label: "pipe",
    path: ["targetParameters", "ecsTaskParameters", "networkConfiguration", "awsVpcConfiguration"],
  },
];

/** The network of ECS tasks that one resource starts. */
export class TaskNetwork implements Subject {
  constructor(
    readonly resource: Resource,
    /** What starts them, for sentences: "service", "schedule". */
    readonly label: string,
    private readonly network: Value,
  ) {}

  get assignPublicIp(): Value {
    return this.network.at("assignPublicIp");
  }

  /** Whether its tasks ask for a public address; pipes write it as ENABLED. */
  get asksForPublicAddress(): boolean {
    return this.assignPublicIp.boolean() === true || this.assignPublicIp.string() === "ENABLED";
  }

  get subnets(): Value {
    return this.network.at("subnets");
  }
}

/** What the program makes that starts tasks of ECS. */
export const taskNetworks = view(
  KINDS.flatMap((kind) => kind.types),
  (graph) =>
    KINDS.flatMap(({ types: tokens, label, path }) =>
      graph
        .ofType(tokens)
        .filter((one) => one.isAnalysed)
        .map((one) => new TaskNetwork(one, label, one.at(...path))),
    ),
);
