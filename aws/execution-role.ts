import { addTo, find, some, view, whenKnown, type Graph, type Resource, type Subject, type Value } from "../core";
import { globMatches } from "./actions";
import { writesLogs } from "./managed-policies";
import { isWildcardResource } from "./permissions";
import type { Statement } from "./policy-document";
import { missingActions } from "./principal-permissions";
import { PrincipalView } from "./role";
import * as types from "./types";

/**
 * What a function calls to write its logs into a group that is there.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
const LOG_ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** A statement that lets a function write to more log groups than it should. */
export interface WideLogStatement {
  readonly holder: Resource;
  readonly statement: Statement;
  /** The resource that is too wide. */
  readonly at: Value;
}

/** A role of the stack that Lambda functions run with. */
export class ExecutionRole implements Subject {
  private readonly principal: PrincipalView;

  constructor(
    graph: Graph,
    readonly resource: Resource,
    readonly functions: readonly Resource[],
  ) {
    this.principal = new PrincipalView(graph, resource);
  }

  /** The statements of the stack's own policies that let it write to every log group; `*` alone is left to the rule about wildcards. */
  get wideLogStatements(): readonly WideLogStatement[] {
    return this.principal.documents.flatMap(({ resource, document }) =>
      (whenKnown(() => document.allowStatements) ?? []).flatMap((statement) => {
        const at = whenKnown(() =>
          namesLogActions(statement)
            ? find(statement.resources, (one) => isWideLogGroup(one.string() ?? ""))?.item
            : undefined,
        );
        return at ? [{ holder: resource, statement, at }] : [];
      }),
    );
  }

  /** What it may not call on its functions' log groups, nor on those that the patterns name; nothing when AWS's own policies allow it. */
  missingForLogs(patterns: readonly string[]): readonly string[] {
    return missingActions(this.principal, {
      actions: LOG_ACTIONS,
      isGrantedBy: writesLogs,
      counts: (statement) =>
        statement.hasNotResource || some(statement.resources, (one) => this.reachesLogs(one, patterns)),
    });
  }

  private reachesLogs(resource: Value, patterns: readonly string[]): boolean {
    const text = resource.string() ?? "";
    if (isWildcardResource(text)) {
      return true;
    }
    const group = logGroupIn(text);
    return (
      group !== undefined &&
      (patterns.some((pattern) => globMatches(pattern, group)) ||
        some(this.functions, (one) => some(logGroupsOf(one), (own) => globMatches(group, own))))
    );
  }
}

/** The roles of the stack that its Lambda functions run with. */
export const executionRoles = view(types.LAMBDA_FUNCTION, (graph) => {
  const functions = new Map<Resource, Resource[]>();
  for (const one of graph.isComplete ? graph.ofType(types.LAMBDA_FUNCTION) : []) {
    const link = graph.follow(one.at("role"), types.ROLE);
    const roles = link.kind === "inside" && one.isAnalysed ? link.resources.filter((role) => role.isAnalysed) : [];
    roles.forEach((role) => addTo(functions, role, one));
  }
  return [...functions].map(([role, users]) => new ExecutionRole(graph, role, users));
});

/**
 * Where a function's logs go: the group that it names, else the one named after it; at the edge of CloudFront, the one
 * named after its home region too.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
 */
function* logGroupsOf(lambda: Resource): Generator<string> {
  const custom = lambda.at("loggingConfig", "logGroup").string();
  if (custom !== undefined) {
    yield custom;
    return;
  }
  const name = lambda.output("name").string();
  if (name !== undefined) {
    yield `/aws/lambda/${name}`;
    yield `/aws/lambda/us-east-1.${name}`;
  }
}

function namesLogActions(statement: Statement): boolean {
  return LOG_ACTIONS.some((action) => whenKnown(() => statement.namesAction(action.toLowerCase())));
}

/** `/aws/lambda/orders` in the ARN of a log group or of its streams. */
export function logGroupIn(arn: string): string | undefined {
  return /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/i.exec(arn)?.[1];
}

/** Whether it names log groups and reaches all of them, or those of every AWS service. */
export function isWideLogGroup(arn: string): boolean {
  const group = logGroupIn(arn);
  return group !== undefined && /^\/?(?:aws\/?)?[*?/]*\*[*?/]*$/.test(group);
}
