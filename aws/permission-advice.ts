import { actionsMatching, globMatches } from "./actions";
import { aFew, cut, isWildcardResource, quote, type OpenActions } from "./permissions";

/** What an author is most likely after in a service: actions, and the resource in a Pulumi program. */
interface Example {
  readonly actions: string;
  readonly resource?: string;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  cloudformation: { actions: "DescribeStacks" },
  cloudwatch: { actions: "PutMetricData" },
  codebuild: { actions: "StartBuild,BatchGetBuilds", resource: "project.arn" },
  codecommit: { actions: "GetCommit,UploadArchive", resource: "repository.arn" },
  codeconnections: { actions: "UseConnection", resource: "connection.arn" },
  codepipeline: { actions: "StartPipelineExecution", resource: "pipeline.arn" },
  "codestar-connections": { actions: "UseConnection", resource: "connection.arn" },
  dynamodb: { actions: "GetItem,PutItem", resource: "table.arn" },
  ec2: { actions: "DescribeInstances" },
  ecr: { actions: "BatchGetImage,GetDownloadUrlForLayer", resource: "repository.arn" },
  ecs: { actions: "DescribeServices,UpdateService" },
  events: { actions: "PutEvents", resource: "eventBus.arn" },
  iam: { actions: "GetRole", resource: "role.arn" },
  kinesis: { actions: "GetRecords,PutRecord", resource: "stream.arn" },
  kms: { actions: "Decrypt,GenerateDataKey", resource: "key.arn" },
  lambda: { actions: "InvokeFunction", resource: "fn.arn" },
  logs: { actions: "CreateLogStream,PutLogEvents", resource: "pulumi.interpolate`${logGroup.arn}:*`" },
  s3: { actions: "GetObject,PutObject", resource: "[bucket.arn, pulumi.interpolate`${bucket.arn}/*`]" },
  secretsmanager: { actions: "GetSecretValue", resource: "secret.arn" },
  sns: { actions: "Publish", resource: "topic.arn" },
  sqs: { actions: "SendMessage,ReceiveMessage", resource: "queue.arn" },
  ssm: { actions: "GetParameter", resource: "parameter.arn" },
  states: { actions: "StartExecution", resource: "stateMachine.arn" },
  sts: { actions: "AssumeRole", resource: "role.arn" },
};

/** The actions that messages give as examples. */
export const exampleActions: readonly string[] = Object.entries(EXAMPLES).flatMap(([service, { actions }]) =>
  actions.split(",").map((name) => `${service}:${name}`),
);

/** What to write instead of an action with a wildcard: usual actions that it covers, else `others` if they are few. */
export function namedInstead(pattern: string, others: readonly string[] = []): string {
  const usual = exampleActions.filter((name) => globMatches(pattern.toLowerCase(), name.toLowerCase()));
  const examples = usual.length > 0 ? usual : others;
  const needed = `Name the actions that are really called instead of ${quote(pattern)}`;
  return examples.length === 0 || examples.length > 3
    ? `${needed}.`
    : `${needed}, such as Action: [${examples.map(quote).join(", ")}].`;
}

/** How to say in a message which of a statement's actions could be restricted. */
export function couldBeRestricted({ written }: OpenActions): string {
  return `though AWS can restrict ${aFew(written.map(({ pattern }) => cut(pattern)))} to resources`;
}

/** What to write instead of the wildcard resource of a statement. */
export function resourcesInstead(open: OpenActions): string {
  if (open.isEverything) {
    return 'Name the actions that are needed and their resources, such as Action: ["s3:GetObject"], Resource: pulumi.interpolate`${bucket.arn}/*`.';
  }
  const services = [...new Set(open.written.flatMap(({ actions }) => actions.map((one) => one.service)))];
  const [only = "", ...more] = services;
  const resources =
    more.length === 0
      ? `Name the resources, such as Resource: ${resourceOf(only)}.`
      : `Give each service a statement of its own that names its resources, such as Resource: ${aFew(
          services.map((service) => `${resourceOf(service)} for ${service}`),
          3,
        )}.`;
  return `${resources}${unrestrictableNote(open)}`;
}

function resourceOf(service: string): string {
  return EXAMPLES[service]?.resource ?? "[resource.arn]";
}

/** Where to put actions that no resource but `*` works for; nothing when the statement has none. */
function unrestrictableNote({ written, unrestrictable }: OpenActions): string {
  if (unrestrictable.length > 0) {
    const [verb, own] = unrestrictable.length === 1 ? ["works", "its"] : ["work", "their"];
    return ` Leave "*" in a statement of ${own} own for ${aFew(unrestrictable.map(cut))}, which only ${verb} with it.`;
  }
  const isMixed = written.some(({ pattern }) => actionsMatching(pattern).some((one) => !one.supportsResources));
  return isMixed ? ' Actions that only work with "*" go into a statement of their own.' : "";
}

/** What a wildcard resource reaches, to follow "reaches": everything, or everything of a service or a type. */
export function reachOf(resource: string): string {
  const service = /^arn:[^:]*:([a-z0-9-]+):/i.exec(resource)?.[1];
  if (service === undefined) {
    return "everything";
  }
  return isWildcardResource(resource) ? `everything of ${service}` : "everything of its type";
}
