import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";

export interface ServiceArgs {
  environment: string;
  network: Network;
  certificateArn: string;
  webAclArn: string;
  domain: string;
  imageTag: string;
  cpu: number;
  memory: number;
  desiredCount: number;
}

const PORT = 8080;

/** A Fargate service that only its load balancer reaches. */
export class Service extends pulumi.ComponentResource {
  readonly loadBalancer: aws.lb.LoadBalancer;
  readonly repository: aws.ecr.Repository;
  readonly service: aws.ecs.Service;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:compute:Service", name, {}, opts);
    const parent = { parent: this };
    const { network, environment } = args;
    const vpcId = network.vpc.id;
    const { accountId } = aws.getCallerIdentityOutput({}, parent);
    const { region } = aws.getRegionOutput({}, parent);

    const balancerGroup = new aws.ec2.SecurityGroup(
      `${name}-balancer`,
      { vpcId, description: "Load balancer of the shop", egress: [] },
      parent,
    );
    const taskGroup = new aws.ec2.SecurityGroup(
      `${name}-tasks`,
      { vpcId, description: "Tasks of the shop", egress: [] },
      parent,
    );
    for (const port of [80, 443]) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-balancer-${port}`,
        {
          securityGroupId: balancerGroup.id,
          description: "Customers",
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: "0.0.0.0/0",
        },
        parent,
      );
    }
    const toTasks = { ipProtocol: "tcp", fromPort: PORT, toPort: PORT };
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-balancer`,
      {
        securityGroupId: balancerGroup.id,
        referencedSecurityGroupId: taskGroup.id,
        description: "Forwards to the tasks",
        ...toTasks,
      },
      parent,
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-tasks`,
      {
        securityGroupId: taskGroup.id,
        referencedSecurityGroupId: balancerGroup.id,
        description: "From the load balancer",
        ...toTasks,
      },
      parent,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-tasks`,
      {
        securityGroupId: taskGroup.id,
        description: "AWS and payment APIs",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      },
      parent,
    );

    const logs = this.accessLogBucket(name, accountId);
    this.loadBalancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        securityGroups: [balancerGroup.id],
        subnets: network.publicSubnets.map((subnet) => subnet.id),
        dropInvalidHeaderFields: true,
        enableDeletionProtection: true,
        accessLogs: { bucket: logs.bucket.bucket, enabled: true, prefix: "web" },
      },
      { ...parent, dependsOn: [logs.policy] },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-firewall`,
      { resourceArn: this.loadBalancer.arn, webAclArn: args.webAclArn },
      parent,
    );
    const targets = new aws.lb.TargetGroup(
      name,
      {
        vpcId,
        port: PORT,
        protocol: "HTTP",
        targetType: "ip",
        deregistrationDelay: 30,
        healthCheck: { path: "/healthz", matcher: "200", interval: 15 },
      },
      parent,
    );
    const listener = new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: this.loadBalancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        certificateArn: args.certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      },
      parent,
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: this.loadBalancer.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
      },
      parent,
    );

    this.repository = new aws.ecr.Repository(
      name,
      {
        name: `shop/${name}-${environment}`,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [
          {
            encryptionType: "KMS",
            kmsKey: aws.kms.getAliasOutput({ name: `alias/images-${environment}` }, parent).targetKeyArn,
          },
        ],
      },
      parent,
    );
    new aws.ecr.LifecyclePolicy(
      name,
      {
        repository: this.repository.name,
        policy: {
          rules: [
            {
              rulePriority: 1,
              description: "Keep the last 30 images",
              selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
              action: { type: "expire" },
            },
          ],
        },
      },
      parent,
    );

    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      {
        name: `/ecs/shop-${name}-${environment}`,
        retentionInDays: 30,
        kmsKeyId: aws.kms.getAliasOutput({ name: `alias/logs-${environment}` }, parent).targetKeyArn,
        skipDestroy: true,
      },
      parent,
    );
    const paymentKey = aws.secretsmanager.getSecretOutput({ name: `shop/payment-${environment}` }, parent);

    const trust = aws.iam.getPolicyDocumentOutput(
      {
        statements: [
          {
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
            conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
          },
        ],
      },
      parent,
    ).json;
    const executionRole = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy: trust }, parent);
    new aws.iam.RolePolicyAttachment(
      `${name}-execution`,
      { role: executionRole.name, policyArn: aws.iam.ManagedPolicy.AmazonECSTaskExecutionRolePolicy },
      parent,
    );
    new aws.iam.RolePolicy(
      `${name}-secrets`,
      {
        role: executionRole.name,
        policy: aws.iam.getPolicyDocumentOutput(
          { statements: [{ actions: ["secretsmanager:GetSecretValue"], resources: [paymentKey.arn] }] },
          parent,
        ).json,
      },
      parent,
    );
    const taskRole = new aws.iam.Role(`${name}-task`, { assumeRolePolicy: trust }, parent);
    const sessions = new aws.iam.Policy(
      `${name}-exec`,
      {
        description: "ECS Exec: a shell in a task, through Session Manager",
        policy: aws.iam.getPolicyDocumentOutput(
          {
            statements: [
              {
                actions: [
                  "ssmmessages:CreateControlChannel",
                  "ssmmessages:CreateDataChannel",
                  "ssmmessages:OpenControlChannel",
                  "ssmmessages:OpenDataChannel",
                ],
                resources: ["*"],
              },
            ],
          },
          parent,
        ).json,
      },
      parent,
    );
    new aws.iam.RolePolicyAttachment(`${name}-exec`, { role: taskRole.name, policyArn: sessions.arn }, parent);

    const cluster = new aws.ecs.Cluster(name, { settings: [{ name: "containerInsights", value: "enhanced" }] }, parent);
    const task = new aws.ecs.TaskDefinition(
      name,
      {
        family: `shop-${name}-${environment}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(args.cpu),
        memory: String(args.memory),
        executionRoleArn: executionRole.arn,
        taskRoleArn: taskRole.arn,
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        containerDefinitions: pulumi.jsonStringify([
          {
            name: "web",
            image: pulumi.interpolate`${this.repository.repositoryUrl}:${args.imageTag}`,
            essential: true,
            readonlyRootFilesystem: true,
            portMappings: [{ containerPort: PORT, protocol: "tcp" }],
            environment: [
              { name: "PUBLIC_URL", value: `https://${args.domain}` },
              { name: "NODE_ENV", value: "production" },
              { name: "TOKEN_TTL_SECONDS", value: "900" },
            ],
            secrets: [{ name: "PAYMENT_API_KEY", valueFrom: pulumi.interpolate`${paymentKey.arn}:apiKey::` }],
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": logGroup.name,
                "awslogs-region": region,
                "awslogs-stream-prefix": "web",
              },
            },
          },
        ]),
      },
      parent,
    );
    this.service = new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.arn,
        launchType: "FARGATE",
        desiredCount: args.desiredCount,
        enableExecuteCommand: true,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        networkConfiguration: {
          subnets: network.privateSubnets.map((subnet) => subnet.id),
          securityGroups: [taskGroup.id],
          assignPublicIp: false,
        },
        loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: PORT }],
        propagateTags: "SERVICE",
      },
      { ...parent, dependsOn: [listener], ignoreChanges: ["desiredCount"] },
    );
    const scaling = new aws.appautoscaling.Target(
      name,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${cluster.name}/${this.service.name}`,
        minCapacity: args.desiredCount,
        maxCapacity: args.desiredCount * 4,
      },
      parent,
    );
    new aws.appautoscaling.Policy(
      name,
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace: scaling.serviceNamespace,
        scalableDimension: scaling.scalableDimension,
        resourceId: scaling.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
          targetValue: 60,
        },
      },
      parent,
    );
    this.watch(name, environment, {
      cpu: {
        namespace: "AWS/ECS",
        metricName: "CPUUtilization",
        statistic: "Average",
        threshold: 90,
        dimensions: { ClusterName: cluster.name, ServiceName: this.service.name },
      },
      unhealthy: {
        namespace: "AWS/ApplicationELB",
        metricName: "UnHealthyHostCount",
        statistic: "Maximum",
        threshold: 0,
        dimensions: { LoadBalancer: this.loadBalancer.arnSuffix, TargetGroup: targets.arnSuffix },
      },
      errors: {
        namespace: "AWS/ApplicationELB",
        metricName: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        threshold: 10,
        dimensions: { LoadBalancer: this.loadBalancer.arnSuffix },
      },
    });
    this.registerOutputs({ dnsName: this.loadBalancer.dnsName, serviceName: this.service.name });
  }

  /** Tells the people on duty, through the topic that all stacks share. */
  private watch(
    name: string,
    environment: string,
    metrics: Record<string, Omit<aws.cloudwatch.MetricAlarmArgs, "comparisonOperator" | "evaluationPeriods">>,
  ): void {
    const parent = { parent: this };
    const onDuty = aws.sns.getTopicOutput({ name: `on-duty-${environment}` }, parent).arn;
    for (const [what, metric] of Object.entries(metrics)) {
      new aws.cloudwatch.MetricAlarm(
        `${name}-${what}`,
        {
          comparisonOperator: "GreaterThanThreshold",
          evaluationPeriods: 3,
          period: 60,
          treatMissingData: "notBreaching",
          alarmActions: [onDuty],
          ...metric,
        },
        parent,
      );
    }
  }

  /** Load balancers write to buckets with S3's own encryption only. */
  private accessLogBucket(
    name: string,
    accountId: pulumi.Output<string>,
  ): { bucket: aws.s3.Bucket; policy: aws.s3.BucketPolicy } {
    const parent = { parent: this };
    const bucket = new aws.s3.Bucket(`${name}-access-logs`, {}, { ...parent, protect: true });
    const own = { parent: bucket };
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-access-logs`,
      { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      own,
    );
    new aws.s3.BucketVersioning(
      `${name}-access-logs`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      own,
    );
    const block = new aws.s3.BucketPublicAccessBlock(
      `${name}-access-logs`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      own,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-access-logs`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "one-year",
            status: "Enabled",
            expiration: { days: 365 },
            noncurrentVersionExpiration: { noncurrentDays: 14 },
          },
        ],
      },
      own,
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-access-logs`,
      {
        bucket: bucket.bucket,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
              Action: "s3:PutObject",
              Resource: pulumi.interpolate`${bucket.arn}/web/AWSLogs/${accountId}/*`,
            },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      },
      { ...own, dependsOn: [block] },
    );
    return { bucket, policy };
  }
}
