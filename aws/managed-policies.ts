import { createHash } from "node:crypto";
import { view, type Graph, type Resource, type Subject, type Value } from "../core";
import { instanceManagement, instanceManagers, logWriters } from "./data/managedPolicies";
import { attachedPoliciesOf, MANAGED_POLICY_ATTACHERS } from "./role";
import * as types from "./types";

/**
 * What follows `policy/` in the ARN of a managed policy of AWS's own, path included, in any partition; `undefined` for
 * customers' policies and what is no such ARN.
 */
export function awsManagedName(arn: string): string | undefined {
  return /^arn:[^:]*:iam::aws:policy\/(.+)$/i.exec(arn)?.[1];
}

/** A name without the path in front of it. */
export function withoutPath(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/**
 * Whether an AWS managed policy gives full access, told from its name, so that new and retired ones count too:
 * `AmazonS3FullAccess`, `AWSLambda_FullAccess`, `CloudWatchFullAccessV2`, `AmazonEMRFullAccessPolicy_v2`.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function isFullAccess(name: string): boolean {
  const bare = withoutPath(name);
  return ADMINISTRATORS.has(bare) || /full[_-]?access(?:policy)?(?:[_-]?v\d+)?$/i.test(bare);
}

const ADMINISTRATORS: ReadonlySet<string> = new Set(["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]);

/** Whether an AWS managed policy lets a function write its logs. */
export function writesLogs(name: string): boolean {
  return lines(logWriters).has(name);
}

/** What an instance must be allowed to call so that Systems Manager can manage it. */
export function managementActions(): readonly string[] {
  return [...lines(instanceManagement)];
}

/** Whether an AWS managed policy grants all of `managementActions`. */
export function managesInstances(name: string): boolean {
  return lines(instanceManagers).has(name);
}

const tables = new Map<string, ReadonlySet<string>>();

function lines(table: string): ReadonlySet<string> {
  const known = tables.get(table) ?? new Set(table.split("\n"));
  tables.set(table, known);
  return known;
}

/** One managed policy that a resource attaches to principals, whoever they are. Permissions boundaries attach nothing. */
export class ManagedPolicyAttachment implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    /** The ARN. */
    readonly at: Value,
  ) {}

  /**
   * Whether aws.lambda.CallbackFunction attached it to the role that it makes when it is given none: it names such
   * attachments after itself and the policy. https://github.com/pulumi/pulumi-aws/blob/master/sdk/nodejs/lambda/lambdaMixins.ts
   */
  get isOfCallbackFunction(): boolean {
    return this.resource.name.endsWith(`-${this.suffix}`);
  }

  /** Whether the same CallbackFunction attaches that policy too. Undecided before the whole stack is known. */
  hasSibling(arn: string): boolean {
    const { graph, resource, suffix } = this;
    graph.demandComplete();
    const names = graph.view(ManagedPolicyAttachment, () => {
      const attachers = graph.ofType(types.ROLE_POLICY_ATTACHMENT);
      return new Set(attachers.map((one) => `${one.parentUrn ?? ""} ${one.name}`));
    });
    const sibling = `${resource.name.slice(0, -suffix.length)}${partialHash(arn)}`;
    return names.has(`${resource.parentUrn ?? ""} ${sibling}`);
  }

  private get suffix(): string {
    return partialHash(this.at.string() ?? "");
  }
}

/** As @pulumi/aws makes names unique. */
function partialHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}

/** Every managed policy that something of the program attaches. */
export const managedPolicyAttachments = view(MANAGED_POLICY_ATTACHERS, (graph) =>
  graph
    .ofType(MANAGED_POLICY_ATTACHERS)
    .filter((resource) => resource.isAnalysed)
    .flatMap((resource) => attachedPoliciesOf(resource).map((at) => new ManagedPolicyAttachment(graph, resource, at))),
);
