import { Undecided, Value, view, type Graph, type Resource, type Subject } from "../core";
import * as types from "./types";

/** What writes to a log group. */
export type LogWriter = "CodeBuild" | "flow log" | "trail";

/** The resources that name the group they write to, and where. */
const WRITERS: Readonly<
  Record<LogWriter, { readonly types: readonly string[]; groups(one: Resource): readonly Value[] }>
> = {
  CodeBuild: {
    types: types.CODEBUILD_PROJECT,
    groups: (one) => [one.at("logsConfig", "cloudwatchLogs", "groupName")],
  },
  "flow log": {
    types: types.FLOW_LOG,
    // `logGroupName` is the spelling before provider v7.
    groups: (one) => [one.at("logDestination"), one.at("logGroupName")],
  },
  trail: { types: types.TRAIL, groups: (one) => [one.at("cloudWatchLogsGroupArn")] },
};

/** What CodeBuild calls its groups when a project names none. https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html */
export const CODEBUILD_PREFIX = "/aws/codebuild/";

/** A log group with what writes to it. */
export class LogGroupView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** Groups of the class DELIVERY keep everything for a fixed two days. https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/ */
  get isDeliveryClass(): boolean {
    return this.resource.at("logGroupClass").string() === "DELIVERY";
  }

  /** Whether something of this kind writes to the group. Throws `Undecided` while the rest of the stack, or where one of them writes, is not known. */
  isWrittenBy(writer: LogWriter): boolean {
    const { graph, resource } = this;
    const { inside, outside } = groupsOf(graph, writer);
    if (inside.has(resource)) {
      return true;
    }
    if (outside.some((value) => graph.mayLeadTo(value, resource))) {
      throw new Undecided(`where a ${writer} writes its logs`);
    }
    return false;
  }

  /** Whether it is called as CodeBuild calls its groups. */
  get hasCodeBuildName(): boolean {
    return this.resource.output("name").string()?.startsWith(CODEBUILD_PREFIX) === true;
  }
}

/** The log groups that the stack itself makes. */
export const logGroups = view(types.LOG_GROUP, (graph) =>
  graph
    .ofType(types.LOG_GROUP)
    .filter((group) => group.isAnalysed)
    .map((group) => new LogGroupView(graph, group)),
);

interface Groups {
  readonly inside: ReadonlySet<Resource>;
  /** What the other writers say about their groups. */
  readonly outside: readonly Value[];
}

function groupsOf(graph: Graph, writer: LogWriter): Groups {
  graph.demandComplete();
  return graph.view(`log groups of ${writer}`, () => {
    const inside = new Set<Resource>();
    const outside: Value[] = [];
    for (const resource of graph.ofType(WRITERS[writer].types)) {
      const values = WRITERS[writer].groups(resource).map(withoutStreams);
      for (const value of values) {
        const link = graph.follow(value, types.LOG_GROUP);
        if (link.kind === "inside") {
          link.resources.forEach((group) => inside.add(group));
        } else if (link.kind === "outside") {
          outside.push(value);
        }
      }
      if (writer === "CodeBuild" && values.every((one) => one.isAbsent)) {
        const name = resource.output("name");
        defaultGroups(graph, name).forEach((group) => inside.add(group));
        outside.push(...(name.isUnknown ? [name] : []));
      }
    }
    return { inside, outside };
  });
}

/** Trails name the streams of a group, `arn:...:log-group:audit:*`, where others name the group. */
export function withoutStreams(value: Value): Value {
  const group = value.isUnknown ? undefined : /^(.*):\*$/.exec(value.string() ?? "")?.[1];
  return group === undefined ? value : new Value(value.owner, value.path, group);
}

/** The group that CodeBuild makes by itself for a project that names none, should the program make it first. */
function defaultGroups(graph: Graph, project: Value): readonly Resource[] {
  return project.isUnknown ? [] : graph.bearing(`${CODEBUILD_PREFIX}${project.string() ?? ""}`, types.LOG_GROUP);
}
