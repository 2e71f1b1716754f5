import { elements, every, some, Undecided, whenKnown, type Resource, type StackFacts, type Value } from "../core";
import { ownAccount } from "./account";
import type { KeyView } from "./key";
import { conditionKey, mustMatch, type Condition, type PolicyDocument, type Statement } from "./policy-document";
import { regionOf } from "./region";
import { namesAccount, nameOf, SentAccount, SentArn, type Sent } from "./sent-arn";
import { isService, type Grant, type ServiceCall } from "./service-grant";

/** An action that a service needs, and how AWS's examples write it. */
export interface NeededAction {
  readonly action: string;
  readonly written: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const LOGS_ACTIONS: readonly NeededAction[] = [
  { action: "kms:Encrypt", written: "kms:Encrypt*" },
  { action: "kms:Decrypt", written: "kms:Decrypt*" },
  { action: "kms:ReEncryptFrom", written: "kms:ReEncrypt*" },
  { action: "kms:ReEncryptTo", written: "kms:ReEncrypt*" },
  { action: "kms:GenerateDataKey", written: "kms:GenerateDataKey*" },
  { action: "kms:DescribeKey", written: "kms:Describe*" },
];

/**
 * What CloudTrail does with a key: `decrypt` only where the trail's bucket has a bucket key.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const TRAIL_ACTIONS = {
  encrypt: { action: "kms:GenerateDataKey", written: "kms:GenerateDataKey*" },
  decrypt: { action: "kms:Decrypt", written: "kms:Decrypt" },
  describe: { action: "kms:DescribeKey", written: "kms:DescribeKey" },
} as const satisfies Readonly<Record<string, NeededAction>>;

/** A service that uses a key in its own name for one resource. */
export interface KeyService {
  /** For messages and fixes: `logs.us-east-1.amazonaws.com`. */
  readonly name: string;
  readonly call: Omit<ServiceCall, "action" | "resource">;
  /** The conditions by which a statement is held to the resources of one account; none where no rule asks for one. */
  readonly scopeKeys: readonly string[];
}

export const LOGS_CONTEXT = "kms:EncryptionContext:aws:logs:arn";
export const TRAIL_CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";
export const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/**
 * CloudWatch Logs of the region of a log group. With or without the suffix `.cn`: no page was found that settles it for China.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logsService(group: Resource, stack: StackFacts): KeyService {
  const region = regionOf(group, stack);
  const arn = SentArn.of(group, "logs", () => `log-group:${nameOf(group)}`, stack);
  return {
    name: `logs.${region ?? "<region>"}.amazonaws.com`,
    call: {
      service: new RegExp(`^logs\\.${region ?? "[a-z0-9-]+"}\\.amazonaws\\.com(?:\\.cn)?$`),
      sends: new Map([[LOGS_CONTEXT.toLowerCase(), arn]]),
    },
    scopeKeys: [LOGS_CONTEXT],
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function trailService(trail: Resource, stack: StackFacts): KeyService {
  const arn = SentArn.of(
    trail,
    "cloudtrail",
    () => `trail/${nameOf(trail)}`,
    stack,
    () => ownerOf(trail),
  );
  const sends = new Map<string, Sent>([
    ["aws:sourcearn", arn],
    ["aws:sourceaccount", new SentAccount(arn)],
    [TRAIL_CONTEXT.toLowerCase(), arn],
  ]);
  return { name: CLOUDTRAIL, call: { service: CLOUDTRAIL, sends }, scopeKeys: ["aws:SourceArn", TRAIL_CONTEXT] };
}

/**
 * The trail of an organization belongs to its management account, whichever account makes it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
function ownerOf(trail: Resource): string {
  if (trail.at("isOrganizationTrail").boolean() === true) {
    throw new Undecided("the management account of the organization");
  }
  return ownAccount(trail);
}

/** The same service asking what a key is, which is no cryptographic operation and has no encryption context. */
export function describing({ call, ...service }: KeyService): KeyService {
  const sends = new Map([...(call.sends ?? [])].filter(([key]) => !key.startsWith(CONTEXT_PREFIX)));
  const contexts = [...(call.sends ?? new Map<string, Sent>()).keys()].filter((key) => key.startsWith(CONTEXT_PREFIX));
  return { ...service, call: { ...call, sends, keysNotSent: contexts } };
}

const CONTEXT_PREFIX = "kms:encryptioncontext:";

/** Why a policy of a key does not let a service do what it needs. */
export interface Refusal {
  readonly at: Value;
  /** A sentence without its end: `The key's policy does not let ... use ...`. */
  readonly found: string;
  /** What to do about a statement that stands in the way, whatever another one allows. */
  readonly fix?: string;
}

/**
 * What a policy of a key keeps a service from; undefined when it grants every action, or may yet. Each action is asked for on its
 * own: one that is refused for certain hides behind no other.
 */
export function refusalOf(
  key: KeyView,
  policy: Value,
  service: KeyService,
  actions: readonly NeededAction[],
): Refusal | undefined {
  const answers = actions.map((one) => ({
    ...one,
    grant: whenKnown(() => key.grant(policy, { ...service.call, action: one.action })),
  }));
  const refused = answers.flatMap(({ grant, ...one }) =>
    grant && grant.kind !== "granted" ? [{ ...one, grant }] : [],
  );
  const [first] = refused;
  return first && refusalAt(policy, first.grant, service, listed(refused));
}

/** The statements of a policy that would let a service do what it needs but for a condition. Those not known yet are left out. */
export function refusedBy(
  key: KeyView,
  policy: Value,
  service: KeyService,
  actions: readonly NeededAction[],
): readonly Statement[] {
  return actions.flatMap(({ action }) => {
    const grant = whenKnown(() => key.grant(policy, { ...service.call, action }));
    return grant?.kind === "conditional" ? [grant.statement] : [];
  });
}

/** What the key's default policy, which is for the account's own users and roles, keeps a service from. */
export function refusalByDefault(key: KeyView, service: KeyService, actions: readonly NeededAction[]): Refusal {
  return {
    at: key.resource.at("policy"),
    found: `The key has the default policy, which does not let ${service.name} use ${listed(actions)}`,
  };
}

function refusalAt(policy: Value, grant: Grant, service: KeyService, actions: string): Refusal {
  switch (grant.kind) {
    case "conditional": {
      const { key, values } = grant.condition;
      const found = service.call.sends?.has(key)
        ? `The statement demands another ${key} than ${service.name} sends`
        : `The statement demands ${key}, which ${service.name} does not send when it uses the key`;
      return { at: values, found };
    }
    case "denied":
      return {
        at: grant.statement.value,
        found: `This statement denies ${actions} to ${service.name}`,
        fix: "Name in Principal, or in a condition on aws:PrincipalArn, whom the statement is to keep off. No other statement can allow what it denies.",
      };
    default:
      return { at: policy, found: `The key's policy does not let ${service.name} use ${actions}` };
  }
}

function listed(actions: readonly NeededAction[]): string {
  const names = [...new Set(actions.map(({ written }) => written))];
  const last = names.pop() ?? "";
  return names.length > 0 ? `${names.join(", ")} and ${last}` : last;
}

/** The statements of a key policy that name the service itself and let it do one of the actions. */
export function statementsFor(
  document: PolicyDocument,
  { call }: KeyService,
  actions: readonly NeededAction[],
): readonly Statement[] {
  return document.allowStatements.filter((statement) =>
    whenKnown(
      () =>
        some(statement.principals(), (one) => one.kind === "Service" && isService(one.id, call.service)) &&
        some(actions, ({ action }) => statement.namesAction(action.toLowerCase())),
    ),
  );
}

/** Whether a condition holds the statement to resources of one account, by one of the service's keys. Undecided when one may. */
export function isScoped(statement: Statement, { scopeKeys }: KeyService): boolean {
  const names = scopeKeys.map((key) => key.toLowerCase());
  return some(statement.conditions, (one) => names.includes(conditionKey(one)) && holdsToAccount(one));
}

/** Whether it has to match, and each of its ARNs names an account. */
function holdsToAccount(condition: Condition): boolean {
  const values = elements(condition.values);
  return mustMatch(condition) && values.length > 0 && every(values, (one) => namesAccount(one.string() ?? ""));
}
