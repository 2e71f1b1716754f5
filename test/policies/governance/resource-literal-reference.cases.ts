import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const INSTANCE = "aws:ec2/instance:Instance";
const ROLE = "aws:iam/role:Role";
const FUNCTION = "aws:lambda/function:Function";
const TABLE = "aws:dynamodb/table:Table";
const QUEUE = "aws:sqs/queue:Queue";

const allow = (Action: string, Resource: unknown) => ({ Statement: [{ Effect: "Allow", Action, Resource }] });

export default cases("resource-literal-reference", {
  passes: {
    "the same value reached through the output": (s) => {
      const profile = s.resource(PROFILE, "web", { name: "web-profile-dev" });
      s.resource(INSTANCE, "app", { iamInstanceProfile: profile.ref("name") });
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      s.resource(BUCKET_POLICY, "policy", {
        bucket: logs.id,
        policy: s.json(allow("s3:PutObject", s.text`${logs.arn}/*`)),
      });
    },
    "an explicit dependsOn": (s) => {
      const profile = s.resource(PROFILE, "web", { name: "web-profile-dev" });
      s.resource(INSTANCE, "app", { iamInstanceProfile: "web-profile-dev" }, { dependsOn: [profile] });
    },
    "a dependency through another resource, or on the component": (s) => {
      const role = s.resource(ROLE, "role", { name: "web-role-dev" });
      const profile = s.resource(PROFILE, "web", { name: "web-profile-dev", role: role.ref("name") });
      s.resource(INSTANCE, "app", {
        iamInstanceProfile: profile.ref("name"),
        userData: "arn:aws:iam::123456789012:role/web-role-dev",
      });
      const part = s.component("app:index:Data", "data");
      s.resource(TABLE, "orders", { name: "orders-table" }, { parent: part });
      s.resource(FUNCTION, "api", { environment: { variables: { TABLE: "orders-table" } } }, { dependsOn: [part] });
    },
    "a child of the resource": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      s.resource(BUCKET_POLICY, "policy", { bucket: "acme-logs-dev" }, { parent: logs });
    },
    "what the other one needs cannot wait for it": (s) => {
      const key = s.resource("aws:kms/key:Key", "key", {
        policy: JSON.stringify({ Statement: [{ Principal: { AWS: "arn:aws:iam::123456789012:role/app-role-dev" } }] }),
      });
      s.resource(ROLE, "app", {
        name: "app-role-dev",
        inlinePolicies: [{ policy: s.json(allow("kms:Decrypt", key.arn)) }],
      });
    },
    "short and everyday words that equal a name by chance": (s) => {
      s.resource(ROLE, "web", { name: "web" });
      s.resource(QUEUE, "main", { name: "main" });
      s.resource(TABLE, "orders", { name: "orders" });
      s.resource(FUNCTION, "api", {
        role: "web",
        environment: { variables: { TABLE: "orders", QUEUE: "main" } },
      });
    },
    "a name that equals another by chance": (s) => {
      s.resource(BUCKET, "assets", { bucket: "acme-shop-dev" });
      s.resource("aws:ecs/cluster:Cluster", "shop", { name: "acme-shop-dev" });
      s.resource(ROLE, "shop", { name: "acme-shop-dev" });
      s.resource("aws:cloudwatch/logGroup:LogGroup", "shop", { name: "acme-shop-dev" });
      s.resource("aws:rds/instance:Instance", "db", { identifier: "acme-shop-dev", dbName: "acme-shop-dev" });
      s.resource(FUNCTION, "api", { environment: { variables: { APP: "acme-shop-dev" } } });
      s.resource("aws:rds/clusterInstance:ClusterInstance", "reader", { clusterIdentifier: "acme-shop-dev" });
    },
    "conditions say who may come later": (s) => {
      const logs = s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      const SourceArn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit-trail-dev";
      s.resource(BUCKET_POLICY, "policy", {
        bucket: logs.id,
        policy: JSON.stringify({
          Statement: [{ Effect: "Allow", Condition: { StringEquals: { "aws:SourceArn": SourceArn } } }],
        }),
      });
      s.resource("aws:cloudtrail/trail:Trail", "audit", { name: "audit-trail-dev", s3BucketName: logs.id });
    },
    "what AWS makes with a VPC, which a resource only takes over": (s) => {
      const vpc = s.resource(
        "aws:ec2/vpc:Vpc",
        "main",
        {},
        { outputs: { id: "vpc-0a1b2c3d4e5f67890", defaultSecurityGroupId: "sg-0a1b2c3d4e5f67890" } },
      );
      const own = { vpcId: vpc.id };
      s.resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "unused", own, {
        outputs: { id: "sg-0a1b2c3d4e5f67890" },
      });
      s.resource(INSTANCE, "app", { vpcSecurityGroupIds: [vpc.ref("defaultSecurityGroupId")] });
    },
    "policies of AWS that are called like one of the stack": (s) => {
      s.resource("aws:iam/policy:Policy", "own", { name: "ReadOnlyAccess" });
      s.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", {
        role: "r",
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      });
    },
    "the beginning of names, databases of other services, queues of other names": (s) => {
      s.resource("aws:kinesis/stream:Stream", "orders", { name: "web-frontend" });
      s.resource("aws:glue/catalogDatabase:CatalogDatabase", "lake", { name: "analytics_dev" });
      s.resource(QUEUE, "jobs", { name: "jobs-queue-dev" });
      s.resource(BUCKET, "jobs", { bucket: "jobs-bucket-dev" });
      s.resource("aws:ecs/taskDefinition:TaskDefinition", "web", {
        containerDefinitions: JSON.stringify([
          { logConfiguration: { options: { "awslogs-stream-prefix": "web-frontend" } } },
        ]),
      });
      s.resource("aws:rds/cluster:Cluster", "db", { databaseName: "analytics_dev" });
      s.resource(FUNCTION, "api", {
        environment: {
          variables: {
            QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs-bucket-dev",
            OTHER_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs-queue-dev/more",
          },
        },
      });
    },
    "the log bucket of a bucket and the log group of a build, which have policies of their own": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      s.resource("aws:cloudwatch/logGroup:LogGroup", "builds", { name: "/builds/web-dev" });
      s.resource("aws:s3/bucketLogging:BucketLogging", "a", { bucket: "b", targetBucket: "acme-logs-dev" });
      s.resource("aws:s3/bucketV2:BucketV2", "b", { loggings: [{ targetBucket: "acme-logs-dev" }] });
      s.resource("aws:codebuild/project:Project", "c", {
        logsConfig: { cloudwatchLogs: { groupName: "/builds/web-dev" } },
      });
    },
    "tags and descriptions": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      s.resource(ROLE, "writer", {
        description: "arn:aws:s3:::acme-logs-dev",
        tags: { Bucket: "acme-logs-dev" },
        tagsAll: { Bucket: "acme-logs-dev" },
      });
    },
    "its own name, wherever it says it": (s) => {
      s.resource(BUCKET, "logs", {
        bucket: "acme-logs-dev",
        policy: JSON.stringify(allow("s3:GetObject", "arn:aws:s3:::acme-logs-dev/*")),
      });
    },
    "things of other stacks, and those that were only read": (s) => {
      s.resource(BUCKET, "shared", { bucket: "acme-shared" }, { isRead: true });
      s.resource(BUCKET_POLICY, "a", { bucket: "acme-shared" });
      s.resource(BUCKET_POLICY, "d", { policy: "[".repeat(9_000) + "]".repeat(9_000), bucket: "b" });
      s.resource(BUCKET_POLICY, "b", { bucket: "acme-elsewhere" });
      s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      s.resource(BUCKET_POLICY, "c", { bucket: "acme-logs-dev" }, { isRead: true });
    },
    "names of which a pattern is only the beginning": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs" });
      s.resource("aws:iam/policy:Policy", "read", {
        policy: JSON.stringify(allow("s3:GetObject", ["arn:aws:s3:::acme-logs-*", "arn:aws:s3:::acme-logs-eu/*"])),
      });
    },
    "ARNs of the same name in another account, region or service": (s) => {
      s.resource(QUEUE, "jobs", { name: "jobs-queue-dev" });
      s.resource(
        ROLE,
        "deploy",
        { name: "deploy-role-dev" },
        { provider: s.provider("p", { region: "us-east-1", allowedAccountIds: ["123456789012"] }) },
      );
      s.resource("aws:iam/policy:Policy", "read", {
        policy: JSON.stringify(
          allow("*", [
            "arn:aws:sqs:eu-west-1:123456789012:jobs-queue-dev",
            "arn:aws:sns:us-east-1:123456789012:jobs-queue-dev",
            "arn:aws:iam::999999999999:role/deploy-role-dev",
            "arn:aws:iam::123456789012:user/deploy-role-dev",
          ]),
        ),
      });
    },
  },
  fails: {
    "the name of what a resource belongs to, where it has none of its own": {
      stack: (s) => {
        s.resource("aws:cfg/recorder:Recorder", "account", { name: "account-recorder" });
        s.resource("aws:cfg/recorderStatus:RecorderStatus", "on", { name: "account-recorder", isEnabled: true });
      },
      findings: [{ resource: "on", path: "name", found: /what recorder account of this stack is called/ }],
    },
    "an instance and its instance profile": {
      stack: (s) => {
        s.resource(PROFILE, "web", { name: "web-profile-dev" });
        s.resource(INSTANCE, "app", { iamInstanceProfile: "web-profile-dev" });
      },
      findings: [
        {
          resource: "app",
          path: "iamInstanceProfile",
          found:
            /"web-profile-dev" is what instance profile web of this stack is called, but nothing makes instance app wait/,
          fix: /Write the output of instance profile web instead, .*or add \{ dependsOn: \[\.\.\.\] \} with it to instance app/,
          key: "literal:aws:iam/instanceProfile:InstanceProfile::web",
        },
      ],
    },
    "a bucket by its name, in ARNs, addresses and domain names": {
      stack: (s) => {
        s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
        s.resource(BUCKET_POLICY, "a", { bucket: "acme-logs-dev" });
        s.resource("aws:iam/policy:Policy", "b", {
          policy: JSON.stringify(
            allow("s3:GetObject", ["arn:aws-cn:s3:::acme-logs-dev", "arn:aws:s3:::acme-logs-dev/*"]),
          ),
        });
        s.resource("aws:cloudfront/distribution:Distribution", "c", {
          origins: [{ originId: "logs", domainName: "acme-logs-dev.s3.eu-west-1.amazonaws.com" }],
        });
        s.resource(FUNCTION, "d", { environment: { variables: { TARGET: "s3://acme-logs-dev/in" } } });
        s.resource("aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation", "e", {
          targetBucket: "acme-logs-dev",
        });
      },
      findings: [
        { resource: "a", path: "bucket", found: /"acme-logs-dev" is what bucket logs/ },
        {
          resource: "b",
          path: "policy",
          found: /"arn:aws-cn:s3:::acme-logs-dev" is what bucket logs/,
          fix: /\(its arn\)/,
        },
        { resource: "c", path: "origins[0].domainName", found: /"acme-logs-dev" is what bucket logs/ },
        { resource: "d", path: "environment.variables.TARGET", found: /bucket logs/ },
        { resource: "e", path: "targetBucket", found: /bucket logs/ },
      ],
    },
    "a queue by its URL": {
      stack: (s) => {
        s.resource(QUEUE, "jobs", { name: "jobs.fifo" });
        s.resource(FUNCTION, "api", {
          environment: { variables: { JOBS: "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs.fifo" } },
        });
        s.resource("aws:codebuild/project:Project", "build", {
          name: "jobs-build",
          logsConfig: { s3Logs: { location: "arn:aws:sqs:us-east-1:123456789012:jobs.fifo" } },
        });
      },
      findings: [
        { resource: "api", path: "environment.variables.JOBS", found: /"jobs\.fifo" is what queue jobs/ },
        { resource: "build", path: "logsConfig.s3Logs.location", found: /queue jobs/ },
      ],
    },
    "a role in a policy, once the stack's account is known to be the one": {
      stack: (s) => {
        s.resource(ROLE, "deploy", { name: "deploy-role-dev" });
        s.resource(BUCKET_POLICY, "a", {
          policy: JSON.stringify({
            Statement: [
              {
                Principal: {
                  AWS: ["arn:aws:iam::123456789012:role/deploy-role-dev", "arn:aws:iam::9:role/deploy-role-dev"],
                },
              },
            ],
          }),
        });
        s.resource(BUCKET_POLICY, "b", {
          policy: JSON.stringify({ Statement: [{ Principal: "arn:aws:iam::999999999999:role/deploy-role-dev" }] }),
        });
        s.resource(FUNCTION, "c", { role: "arn:aws:iam::123456789012:role/deploy-role-dev" });
      },
      findings: [
        { resource: "a", path: "policy", found: /role deploy/ },
        { resource: "c", path: "role", found: /role deploy/ },
      ],
      inPreview: [{ resource: "c", path: "role", found: /role deploy/ }],
    },
    "a database of the same service": {
      stack: (s) => {
        s.resource("aws:glue/catalogDatabase:CatalogDatabase", "lake", { name: "analytics_dev" });
        s.resource("aws:glue/crawler:Crawler", "a", { databaseName: "analytics_dev" });
        s.resource(FUNCTION, "b", { environment: { variables: { GLUE_DATABASE: "analytics_dev" } } });
      },
      findings: [
        { resource: "a", path: "databaseName", found: /catalog database lake/ },
        { resource: "b", path: "environment.variables.GLUE_DATABASE", found: /catalog database lake/ },
      ],
    },
    "an object instead of a document": {
      stack: (s) => {
        s.resource(TABLE, "orders", { name: "orders-dev" });
        s.resource("aws:iam/rolePolicy:RolePolicy", "read", {
          role: "r",
          policy: allow("dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/orders-dev/index/*"),
        });
      },
      findings: [{ resource: "read", path: "policy.Statement[0].Resource", found: /is what table orders/ }],
    },
    "ARNs of many services": {
      stack: (s) => {
        s.resource(ROLE, "deploy", { name: "deploy", path: "/ci/" });
        s.resource("aws:sfn/stateMachine:StateMachine", "flow", { name: "order-flow" });
        s.resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/app/web" });
        s.resource("aws:secretsmanager/secret:Secret", "db", { name: "db-login" });
        s.resource("aws:ssm/parameter:Parameter", "flags", { name: "/app/flags" });
        s.resource(FUNCTION, "api", { name: "api-fn" });
        s.resource(FUNCTION, "a", { role: "arn:aws:iam::123456789012:role/ci/deploy" });
        s.resource("aws:cloudwatch/eventTarget:EventTarget", "b", {
          arn: "arn:aws:states:us-east-1:123456789012:stateMachine:order-flow",
        });
        s.resource("aws:ec2/flowLog:FlowLog", "c", {
          logDestination: "arn:aws:logs:us-east-1:123456789012:log-group:/app/web:*",
        });
        s.resource("aws:ecs/taskDefinition:TaskDefinition", "d", {
          containerDefinitions: JSON.stringify([
            {
              name: "web",
              secrets: [
                { name: "A", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-login-a1B2c3" },
              ],
            },
            {
              name: "job",
              secrets: [{ name: "B", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/app/flags" }],
            },
          ]),
        });
      },
      findings: [
        { resource: "a", path: "role", found: /role deploy of this stack/ },
        { resource: "b", path: "arn", found: /state machine flow/ },
        { resource: "c", path: "logDestination", found: /log group logs/ },
        {
          resource: "d",
          path: "containerDefinitions",
          found: /secret db/,
          key: "literal:aws:secretsmanager/secret:Secret::db",
        },
        { resource: "d", path: "containerDefinitions", found: /parameter flags/ },
      ],
    },
    "names where the input speaks of such a thing": {
      stack: (s) => {
        s.resource(ROLE, "app", { name: "app-role-dev" });
        s.resource(TABLE, "orders", { name: "orders-dev" });
        s.resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/app/web-dev" });
        s.resource("aws:rds/subnetGroup:SubnetGroup", "private", { name: "private-subnets" });
        s.resource("aws:kms/alias:Alias", "data", { name: "alias/data-dev" });
        s.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: "app-role-dev" });
        s.resource("aws:codebuild/project:Project", "b", {
          environment: { environmentVariables: [{ name: "ORDERS_TABLE", value: "orders-dev" }] },
        });
        s.resource("aws:ecs/taskDefinition:TaskDefinition", "c", {
          containerDefinitions: JSON.stringify([
            { logConfiguration: { options: { "awslogs-group": "/app/web-dev" } } },
          ]),
        });
        s.resource("aws:rds/instance:Instance", "d", { dbSubnetGroupName: "private-subnets" });
        s.resource(QUEUE, "e", { kmsMasterKeyId: "alias/data-dev" });
      },
      findings: [
        { resource: "a", path: "role", found: /role app of/ },
        { resource: "b", path: "environment.environmentVariables[0].value", found: /table orders/ },
        { resource: "c", path: "containerDefinitions", found: /log group logs/ },
        { resource: "d", path: "dbSubnetGroupName", found: /subnet group private/ },
        { resource: "e", path: "kmsMasterKeyId", found: /alias data/ },
      ],
    },
    "ids and ARNs that are known after the update": {
      stack: (s) => {
        s.resource("aws:ec2/vpc:Vpc", "main", {}, { outputs: { id: "vpc-0a1b2c3d4e5f67890" } });
        s.resource(
          "aws:lb/loadBalancer:LoadBalancer",
          "front",
          {},
          {
            outputs: {
              arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188",
            },
          },
        );
        s.resource("aws:ec2/subnet:Subnet", "a", { vpcId: "vpc-0a1b2c3d4e5f67890" });
        s.resource("aws:lb/listener:Listener", "b", {
          loadBalancerArn:
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188",
        });
      },
      findings: [
        { resource: "a", path: "vpcId", found: /vpc main/ },
        { resource: "b", path: "loadBalancerArn", found: /load balancer front/ },
      ],
      inPreview: [],
    },
    "each pair of resources once": {
      stack: (s) => {
        s.resource(BUCKET, "in", { bucket: "acme-in-dev" });
        s.resource(BUCKET, "out", { bucket: "acme-out-dev" });
        const read = allow("s3:*", [
          "arn:aws:s3:::acme-in-dev",
          "arn:aws:s3:::acme-in-dev/*",
          "arn:aws:s3:::acme-out-dev",
        ]);
        s.resource("aws:iam/policy:Policy", "copy", { policy: JSON.stringify(read) });
      },
      findings: [
        { resource: "copy", path: "policy", found: /bucket in of/ },
        { resource: "copy", path: "policy", found: /bucket out of/ },
      ],
    },
    "a dependency on something else is none": {
      stack: (s) => {
        const role = s.resource(ROLE, "role", { name: "web-role-dev" });
        s.resource(PROFILE, "web", { name: "web-profile-dev", role: role.ref("name") });
        s.resource(INSTANCE, "app", { iamInstanceProfile: "web-profile-dev" }, { dependsOn: [role] });
      },
      findings: [{ resource: "app", path: "iamInstanceProfile", found: /instance profile web/ }],
    },
  },
  undecided: {
    "names that are not known yet": (s) => {
      s.resource(PROFILE, "web", { name: s.unknown });
      s.resource(INSTANCE, "app", { iamInstanceProfile: s.unknown, userData: s.unknown });
    },
  },
  malformed: {
    "documents that are broken, deep or odd": (s) => {
      s.resource(BUCKET, "logs", { bucket: "acme-logs-dev" });
      let deep: unknown = "acme-logs-dev";
      for (let level = 0; level < 40; level++) {
        deep = { bucket: [deep] };
      }
      s.resource(BUCKET_POLICY, "a", { policy: '{"Statement": [', bucket: null });
      s.resource(BUCKET_POLICY, "b", { policy: deep, bucket: ["", 7, null, true] });
      s.resource(BUCKET_POLICY, "c", { policy: "arn:aws:::::arn:arn:aws:s3:::", bucket: "arn:".repeat(9_000) });
    },
  },
});
