/** What resources are for, in the words in which people speak of the parts of a system. */
export const GROUPS = ["IAM", "keys", "storage", "network", "database", "compute", "monitoring", "other"] as const;

export type Group = (typeof GROUPS)[number];

/** The services of each group, as the provider's tokens name them (`aws:iam/role:Role`, `aws-native:iam:Role`). */
const SERVICES: Readonly<Record<Exclude<Group, "other">, string>> = {
  IAM: "iam ssoadmin identitystore organizations accessanalyzer rolesanywhere ram cognito",
  keys: "kms secretsmanager acm acmpca certificatemanager cloudhsmv2 cloudhsm paymentcryptography ssm",
  storage:
    "s3 s3control s3outposts s3tables efs ebs fsx ecr ecrpublic backup glacier storagegateway datasync codeartifact",
  network:
    "vpc ec2transitgateway ec2clientvpn lb alb elb elasticloadbalancing elasticloadbalancingv2 applicationloadbalancing " +
    "route53 route53domains route53resolver cloudfront apigateway apigatewayv2 appsync wafv2 waf wafregional " +
    "networkfirewall networkmanager directconnect globalaccelerator vpclattice appmesh servicediscovery shield",
  database:
    "rds dynamodb docdb neptune neptunegraph redshift redshiftserverless redshiftdata elasticache memorydb keyspaces " +
    "cassandra timestreamwrite timestreaminfluxdb qldb opensearch opensearchserverless elasticsearch dms dax dsql",
  compute:
    "lambda ecs eks batch autoscaling autoscalingplans appautoscaling applicationautoscaling elasticbeanstalk apprunner " +
    "lightsail imagebuilder codebuild sagemaker emr emrserverless emrcontainers glue sfn stepfunctions",
  monitoring:
    "cloudwatch logs events cloudtrail cfg config guardduty securityhub inspector inspector2 macie macie2 detective " +
    "sns xray synthetics rum oam amp grafana budgets costexplorer ce",
};

/** The part of EC2 that computes or stores; the rest of it is network. */
const EC2_COMPUTE = /^(?:instance|launch|spot|ami|keypair|fleet|placementgroup|capacity|dedicatedhost|host$|imds)/i;
const EC2_STORAGE = /^(?:volume|snapshot|ebs)/i;

let groupOfService: ReadonlyMap<string, Group> | undefined;

/** The group of a resource type; `other` for other providers and services that fit nowhere. */
export function groupOf(type: string): Group {
  const [provider = "", path = "", name = ""] = type.split(":");
  const [service = "", module = name] = path.split("/");
  if (!/^aws(?:-native)?$/.test(provider)) {
    return "other";
  }
  if (service === "ec2") {
    return EC2_COMPUTE.test(module) ? "compute" : EC2_STORAGE.test(module) ? "storage" : "network";
  }
  groupOfService ??= new Map(
    GROUPS.flatMap((group) =>
      group === "other" ? [] : SERVICES[group].split(" ").map((one): [string, Group] => [one, group]),
    ),
  );
  return groupOfService.get(service) ?? "other";
}
