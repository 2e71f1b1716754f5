import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ApiFunctionArgs {
  handler: string;
  environment: Record<string, pulumi.Input<string>>;
  keyArn: pulumi.Input<string>;
  retentionInDays: number;
  statements: aws.iam.PolicyStatement[];
  timeout?: number;
}

const code = new pulumi.asset.AssetArchive({
  "index.js": new pulumi.asset.StringAsset(`exports.api = async () => ({ statusCode: 200, body: "[]" });
exports.worker = async () => ({ batchItemFailures: [] });
`),
});

/** A function with a role and a log group of its own. */
export class ApiFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;

  constructor(name: string, args: ApiFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("orders:compute:ApiFunction", name, {}, opts);
    const parent = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(
      name,
      {
        namePrefix: `/orders/${pulumi.getStack()}/${name}-`,
        retentionInDays: args.retentionInDays,
        kmsKeyId: args.keyArn,
      },
      parent,
    );
    const role = new aws.iam.Role(
      name,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal(aws.iam.Principals.LambdaPrincipal) },
      parent,
    );
    const policy = new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: {
          Version: "2012-10-17",
          Statement: [
            ...args.statements,
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: pulumi.interpolate`${logs.arn}:*`,
            },
            { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
          ],
        },
      },
      parent,
    );
    this.function = new aws.lambda.Function(
      name,
      {
        role: role.arn,
        runtime: aws.lambda.Runtime.NodeJS22dX,
        architectures: ["arm64"],
        handler: args.handler,
        code,
        timeout: args.timeout ?? 10,
        memorySize: 256,
        kmsKeyArn: args.keyArn,
        environment: { variables: args.environment },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      },
      { ...parent, dependsOn: [policy] },
    );
    this.registerOutputs({ arn: this.function.arn });
  }
}
