/**
 * Programs in good form, of kinds that teams have: nothing is reported on them, advisory included, neither before a
 * deployment, when much is unknown, nor during it. Where one is reported on, either it or a policy is wrong.
 */
import { join } from "node:path";
import { packageRoot } from "../testing/analyzer";
import { previewProgram, type PreviewOptions } from "../testing/preview";

const MODES = ["preview", "update"] as const;

/** What the stacks that programs refer to would export. */
const NETWORK = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  isolatedSubnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"],
  applicationSecurityGroupId: "sg-0a1b2c3d4e5f60718",
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations-prod",
  rotationFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:rotate-postgres",
  logKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
};
const FOUNDATION = {
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:operations-prod",
  exportKeyArn: "arn:aws:kms:eu-west-1:210987654321:key/1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  logKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/2f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  logBucketName: "acme-access-logs-eu-west-1",
  codeBucketName: "acme-releases-eu-west-1",
  trailLogGroupName: "/organization/trail",
};
const ALERTS = { topicArn: "arn:aws:sns:us-east-1:123456789012:pipeline-alerts-prod" };

/** What the organisation's own settings say of an account that another stack sets up. */
const WATCHED_CENTRALLY = {
  "baseline-settings": { providedElsewhere: ["trail", "guardduty", "config", "access-analyzer"] },
};

interface Program extends Pick<PreviewOptions, "stack" | "stackReferences" | "packSettings"> {
  readonly folder: string;
  readonly title: string;
}

const PROGRAMS: readonly Program[] = [
  { folder: "static-site", title: "a static site behind CloudFront", stack: "prod" },
  { folder: "lambda-api", title: "an HTTP API on Lambda with a table and a queue", stack: "dev" },
  {
    folder: "fargate-service",
    title: "a Fargate service in a network of its own",
    stack: "staging",
    packSettings: WATCHED_CENTRALLY,
  },
  {
    folder: "database",
    title: "a database in the network of another stack",
    stack: "prod",
    stackReferences: { "acme/network/prod": NETWORK },
  },
  {
    folder: "awsx-network",
    title: "a network made by awsx.ec2.Vpc",
    stack: "prod",
    packSettings: WATCHED_CENTRALLY,
  },
  {
    folder: "eks-platform",
    title: "an EKS cluster with managed nodes",
    stack: "prod",
    packSettings: WATCHED_CENTRALLY,
  },
  {
    folder: "claims-intake",
    title: "a workload whose network, trail, log bucket and keys are other stacks'",
    stack: "prod",
    stackReferences: { "acme/foundation/prod": FOUNDATION },
  },
  { folder: "deploy-role", title: "roles that GitHub Actions assumes", stack: "prod" },
  { folder: "pipeline-alerts", title: "a topic for the pipelines of an account", stack: "prod" },
  {
    folder: "release-pipeline",
    title: "a pipeline for two regions that tells its failures to another stack's topic",
    stack: "prod",
    stackReferences: { "acme/pipeline-alerts/prod": ALERTS },
  },
];

describe.each(PROGRAMS)("$title", ({ folder, title: _, ...program }) => {
  it.concurrent.each(MODES)("has no finding in the %s", async (mode) => {
    const directory = join(packageRoot(), "test", "programs", folder);
    const { findings, log } = await previewProgram({ ...program, directory, mode });
    expect(findings.map(({ policyName, urn, message }) => `${policyName} ${urn}\n${message}`)).toEqual([]);
    expect(log).toEqual([]);
  });
});
