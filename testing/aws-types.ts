import type { Properties, Value } from "./values";

/** What an id or an ARN of a created resource is made of. `hex(n)` gives n hex digits that belong to the resource. */
export interface Made {
  name: string;
  inputs: Properties;
  region: string;
  account: string;
  hex(digits: number): string;
}

/** What the provider does with one resource type, as far as a policy pack can tell. */
export interface TypeRule {
  /** The property that is named after the resource when the program leaves it out; false for none. */
  named?: string | false;
  /** Text before or after an automatic name. */
  affix?: (name: string, inputs: Properties) => string;
  /** Defaults that the provider writes into the inputs; "a.b" and "a[].b" reach into what the program gave. */
  defaults?: Properties;
  id?: (made: Made) => string;
  arn?: (made: Made) => string;
  /** Computed properties after creation that say more than "empty". */
  created?: (made: Made, arn: string) => Properties;
}

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");
const regional = (service: string, resource: (made: Made) => string) => (made: Made) =>
  `arn:aws:${service}:${made.region}:${made.account}:${resource(made)}`;
const iam = (kind: string) => (made: Made) =>
  `arn:aws:iam::${made.account}:${kind}${text(made.inputs["path"]) || "/"}${made.name}`;
const ownName = (made: Made): string => made.name;
const ofBucket: TypeRule = { id: (made) => text(made.inputs["bucket"]) };
const uuid = (made: Made): string => made.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const ec2 = (prefix: string, rest: TypeRule = {}): TypeRule => ({
  id: (made) => `${prefix}-0${made.hex(16)}`,
  ...rest,
});
/** What EC2 makes: its id is a prefix with 17 digits, and its ARN its kind with the id. */
const ec2Arn = (kind: string, prefix: string) => regional("ec2", (made) => `${kind}/${prefix}-0${made.hex(16)}`);
const arnIsId = (arn: (made: Made) => string, rest: TypeRule = {}): TypeRule => ({ id: arn, arn, ...rest });

const bucket: TypeRule = {
  named: "bucket",
  affix: (name) => name.toLowerCase(),
  defaults: { forceDestroy: false },
  id: ownName,
  arn: (made) => `arn:aws:s3:::${made.name}`,
  created: (made) => ({
    bucketDomainName: `${made.name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${made.name}.s3.${made.region}.amazonaws.com`,
    bucketRegion: made.region,
    hostedZoneId: "Z3AQBSTGFYJSTF",
    requestPayer: "BucketOwner",
    serverSideEncryptionConfiguration: {
      rule: {
        applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" },
        bucketKeyEnabled: false,
      },
    },
    versioning: { enabled: false, mfaDelete: false },
  }),
};

/** What EC2 reports where nothing was set and neither the AMI nor the account says otherwise. */
const metadata: Properties = {
  httpEndpoint: "enabled",
  httpProtocolIpv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "optional",
  instanceMetadataTags: "disabled",
};

const loadBalancer: TypeRule = {
  defaults: { enableDeletionProtection: false, internal: false, loadBalancerType: "application" },
  arn: regional("elasticloadbalancing", (made) => `loadbalancer/app/${made.name}/${made.hex(16)}`),
  id: regional("elasticloadbalancing", (made) => `loadbalancer/app/${made.name}/${made.hex(16)}`),
  created: (made) => ({
    arnSuffix: `app/${made.name}/${made.hex(16)}`,
    dnsName: `${made.name}-${made.hex(10)}.${made.region}.elb.amazonaws.com`,
    zoneId: "Z35SXDOTRQ7X7K",
  }),
};

const listener: TypeRule = arnIsId(
  (made) => `${text(made.inputs["loadBalancerArn"]).replace(":loadbalancer/", ":listener/")}/${made.hex(16)}`,
  { named: false },
);

/** The secret that RDS makes when it is asked to manage the password. */
const managedSecret = (made: Made): Properties =>
  made.inputs["manageMasterUserPassword"] === true
    ? {
        masterUserSecrets: [
          {
            kmsKeyId: text(made.inputs["masterUserSecretKmsKeyId"]),
            secretArn: `arn:aws:secretsmanager:${made.region}:${made.account}:secret:rds!${made.hex(32)}-${made.hex(6)}`,
            secretStatus: "creating",
          },
        ],
      }
    : {};

const targetGroup: TypeRule = {
  ...arnIsId(regional("elasticloadbalancing", (made) => `targetgroup/${made.name}/${made.hex(16)}`)),
  created: (made) => ({ arnSuffix: `targetgroup/${made.name}/${made.hex(16)}` }),
};

const rules: Record<string, TypeRule> = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    ...ofBucket,
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  },
  "aws:s3/bucketObject:BucketObject": { id: (made) => text(made.inputs["key"]), defaults: { forceDestroy: false } },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    id: (made) => text(made.inputs["key"]),
    defaults: { forceDestroy: false },
  },
  "aws:iam/role:Role": {
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    id: ownName,
    arn: iam("role"),
    created: (made) => ({ createDate: "2024-01-01T00:00:00Z", uniqueId: `AROA${made.hex(16).toUpperCase()}` }),
  },
  "aws:iam/rolePolicy:RolePolicy": { id: (made) => `${text(made.inputs["role"])}:${made.name}` },
  "aws:iam/userPolicy:UserPolicy": { id: (made) => `${text(made.inputs["user"])}:${made.name}` },
  "aws:iam/groupPolicy:GroupPolicy": { id: (made) => `${text(made.inputs["group"])}:${made.name}` },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { id: (made) => `${text(made.inputs["role"])}-${made.hex(26)}` },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    id: (made) => `${text(made.inputs["group"])}-${made.hex(26)}`,
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": { id: (made) => `${text(made.inputs["user"])}-${made.hex(26)}` },
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": {
    defaults: { allowUsersToChangePassword: true, minimumPasswordLength: 6 },
    id: () => "iam-account-password-policy",
    created: (made) => ({ expirePasswords: typeof made.inputs["maxPasswordAge"] === "number" }),
  },
  "aws:iam/policy:Policy": arnIsId(iam("policy"), {
    defaults: { path: "/" },
    created: (made) => ({ policyId: `ANPA${made.hex(16).toUpperCase()}` }),
  }),
  "aws:iam/user:User": {
    defaults: { forceDestroy: false, path: "/" },
    id: ownName,
    arn: iam("user"),
    created: (made) => ({ uniqueId: `AIDA${made.hex(16).toUpperCase()}` }),
  },
  "aws:iam/group:Group": { defaults: { path: "/" }, id: ownName, arn: iam("group") },
  "aws:iam/instanceProfile:InstanceProfile": { defaults: { path: "/" }, id: ownName, arn: iam("instance-profile") },
  "aws:iam/accessKey:AccessKey": {
    named: false,
    defaults: { status: "Active" },
    id: (made) => `AKIA${made.hex(16).toUpperCase()}`,
    created: (made) => ({ secret: made.hex(40), sesSmtpPasswordV4: made.hex(44) }),
  },
  "aws:iam/userLoginProfile:UserLoginProfile": {
    defaults: { passwordLength: 20 },
    id: (made) => text(made.inputs["user"]),
    created: (made) => ({ password: made.hex(20), passwordResetRequired: false }),
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": arnIsId(
    (made) => `arn:aws:iam::${made.account}:oidc-provider/${text(made.inputs["url"]).replace(/^https:\/\//, "")}`,
  ),
  "aws:kms/key:Key": {
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    id: uuid,
    arn: regional("kms", (made) => `key/${uuid(made)}`),
    created: (made) => ({
      keyId: uuid(made),
      policy: JSON.stringify({
        Id: "key-default-1",
        Statement: [
          {
            Action: "kms:*",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${made.account}:root` },
            Resource: "*",
            Sid: "Enable IAM User Permissions",
          },
        ],
        Version: "2012-10-17",
      }),
    }),
  },
  "aws:kms/alias:Alias": {
    affix: (name) => `alias/${name}`,
    id: ownName,
    arn: regional("kms", ownName),
  },
  "aws:sns/topic:Topic": arnIsId(regional("sns", ownName), {
    affix: (name, inputs) => (inputs["fifoTopic"] === true ? `${name}.fifo` : name),
    defaults: { contentBasedDeduplication: false, fifoTopic: false },
    created: (made, arn) => ({
      owner: made.account,
      policy: JSON.stringify({
        Id: "__default_policy_ID",
        Statement: [
          {
            Action: ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
            Condition: { StringEquals: { "AWS:SourceOwner": made.account } },
            Effect: "Allow",
            Principal: { AWS: "*" },
            Resource: arn,
            Sid: "__default_statement_ID",
          },
        ],
        Version: "2008-10-17",
      }),
    }),
  }),
  "aws:sns/topicSubscription:TopicSubscription": arnIsId((made) => `${text(made.inputs["topic"])}:${uuid(made)}`, {
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    created: (made) => ({ ownerId: made.account, pendingConfirmation: text(made.inputs["protocol"]) === "email" }),
  }),
  "aws:sns/topicPolicy:TopicPolicy": { id: (made) => text(made.inputs["arn"]) },
  "aws:sqs/queue:Queue": {
    affix: (name, inputs) => (inputs["fifoQueue"] === true ? `${name}.fifo` : name),
    defaults: {
      contentBasedDeduplication: false,
      delaySeconds: 0,
      fifoQueue: false,
      maxMessageSize: 262144,
      messageRetentionSeconds: 345600,
      receiveWaitTimeSeconds: 0,
      visibilityTimeoutSeconds: 30,
    },
    id: (made) => `https://sqs.${made.region}.amazonaws.com/${made.account}/${made.name}`,
    arn: regional("sqs", ownName),
    created: (made) => ({ url: `https://sqs.${made.region}.amazonaws.com/${made.account}/${made.name}` }),
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: (made) => text(made.inputs["queueUrl"]) },
  "aws:cloudwatch/logGroup:LogGroup": {
    defaults: { retentionInDays: 0, skipDestroy: false },
    id: ownName,
    arn: regional("logs", (made) => `log-group:${made.name}`),
    created: () => ({ logGroupClass: "STANDARD" }),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    defaults: { "metricTransformation.unit": "None" },
    id: ownName,
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    named: false,
    id: (made) => text(made.inputs["policyName"]),
  },
  "aws:cloudwatch/eventRule:EventRule": {
    defaults: { eventBusName: "default", forceDestroy: false },
    id: ownName,
    arn: regional("events", (made) => `rule/${made.name}`),
    created: () => ({ isEnabled: true }),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    named: false,
    defaults: { eventBusName: "default", forceDestroy: false },
    id: (made) => `${text(made.inputs["rule"])}-terraform-${made.hex(26)}`,
    arn: (made) => text(made.inputs["arn"]),
    created: (made) => ({ targetId: `terraform-${made.hex(26)}` }),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    id: ownName,
    arn: regional("cloudwatch", (made) => `alarm:${made.name}`),
  },
  "aws:ssm/parameter:Parameter": {
    id: ownName,
    arn: regional("ssm", (made) => `parameter/${made.name.replace(/^\//, "")}`),
    created: () => ({ dataType: "text", tier: "Standard", version: 1 }),
  },
  "aws:secretsmanager/secret:Secret": arnIsId(
    regional("secretsmanager", (made) => `secret:${made.name}-${made.hex(6)}`),
    { defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 } },
  ),
  "aws:secretsmanager/secretVersion:SecretVersion": {
    named: false,
    id: (made) => `${text(made.inputs["secretId"])}|terraform-${made.hex(26)}`,
    arn: (made) => text(made.inputs["secretId"]),
    created: (made) => ({ versionId: `terraform-${made.hex(26)}`, versionStages: ["AWSCURRENT"] }),
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    named: false,
    defaults: { rotateImmediately: true },
    id: (made) => text(made.inputs["secretId"]),
    created: () => ({ rotationEnabled: true }),
  },
  "aws:codebuild/project:Project": arnIsId(
    regional("codebuild", (made) => `project/${made.name}`),
    {
      defaults: {
        autoRetryLimit: 0,
        badgeEnabled: false,
        buildTimeout: 60,
        projectVisibility: "PRIVATE",
        queuedTimeout: 480,
        "artifacts.encryptionDisabled": false,
        "artifacts.overrideArtifactName": false,
        "cache.type": "NO_CACHE",
        "environment.imagePullCredentialsType": "CODEBUILD",
        "environment.privilegedMode": false,
        "environment.environmentVariables[].type": "PLAINTEXT",
        "logsConfig.cloudwatchLogs.status": "ENABLED",
        "logsConfig.s3Logs.encryptionDisabled": false,
        "logsConfig.s3Logs.status": "DISABLED",
      },
      created: (made) => ({ encryptionKey: `arn:aws:kms:${made.region}:${made.account}:alias/aws/s3` }),
    },
  ),
  "aws:codebuild/sourceCredential:SourceCredential": arnIsId(
    regional("codebuild", (made) => `token/${text(made.inputs["serverType"]).toLowerCase()}`),
    { named: false },
  ),
  "aws:codebuild/webhook:Webhook": {
    named: false,
    id: (made) => text(made.inputs["projectName"]),
    created: (made) => ({ secret: made.hex(40), url: "https://api.github.com/repos/acme/app/hooks/1" }),
  },
  "aws:codepipeline/pipeline:Pipeline": {
    defaults: { executionMode: "SUPERSEDED", pipelineType: "V1" },
    id: ownName,
    arn: regional("codepipeline", ownName),
  },
  "aws:codepipeline/webhook:Webhook": arnIsId(regional("codepipeline", (made) => `webhook:${made.name}`)),
  "aws:codestarconnections/connection:Connection": arnIsId(
    regional("codestar-connections", (made) => `connection/${uuid(made)}`),
    { created: () => ({ connectionStatus: "PENDING" }) },
  ),
  "aws:codeconnections/connection:Connection": arnIsId(
    regional("codeconnections", (made) => `connection/${uuid(made)}`),
    { created: () => ({ connectionStatus: "PENDING" }) },
  ),
  "aws:codestarnotifications/notificationRule:NotificationRule": arnIsId(
    regional("codestar-notifications", (made) => `notificationrule/${made.hex(40)}`),
    { defaults: { status: "ENABLED" } },
  ),
  "aws:dynamodb/table:Table": {
    defaults: { billingMode: "PROVISIONED", deletionProtectionEnabled: false },
    id: ownName,
    arn: regional("dynamodb", (made) => `table/${made.name}`),
  },
  "aws:ecr/repository:Repository": {
    affix: (name) => name.toLowerCase(),
    defaults: { forceDelete: false, imageTagMutability: "MUTABLE" },
    id: ownName,
    arn: regional("ecr", (made) => `repository/${made.name}`),
    created: (made) => ({
      registryId: made.account,
      repositoryUrl: `${made.account}.dkr.ecr.${made.region}.amazonaws.com/${made.name}`,
    }),
  },
  "aws:lambda/function:Function": {
    defaults: {
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
    },
    id: ownName,
    arn: regional("lambda", (made) => `function:${made.name}`),
  },
  "aws:lambda/permission:Permission": { named: false, id: (made) => `terraform-${made.hex(26)}` },
  "aws:cloudtrail/trail:Trail": arnIsId(
    regional("cloudtrail", (made) => `trail/${made.name}`),
    {
      defaults: {
        enableLogFileValidation: false,
        enableLogging: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
      },
      created: (made) => ({ homeRegion: made.region }),
    },
  ),
  "aws:cfg/recorder:Recorder": { id: ownName },
  "aws:cfg/rule:Rule": {
    id: ownName,
    arn: regional("config", (made) => `config-rule/config-rule-${made.hex(6)}`),
    created: (made) => ({ ruleId: `config-rule-${made.hex(6)}` }),
  },
  "aws:guardduty/detector:Detector": {
    defaults: { enable: true },
    id: (made) => made.hex(32),
    arn: regional("guardduty", (made) => `detector/${made.hex(32)}`),
    created: (made) => ({ accountId: made.account, findingPublishingFrequency: "SIX_HOURS" }),
  },
  "aws:accessanalyzer/analyzer:Analyzer": {
    defaults: { type: "ACCOUNT" },
    id: (made) => text(made.inputs["analyzerName"]),
    arn: regional("access-analyzer", (made) => `analyzer/${text(made.inputs["analyzerName"])}`),
  },
  "aws:ec2/vpc:Vpc": ec2("vpc", {
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    arn: ec2Arn("vpc", "vpc"),
  }),
  "aws:ec2/subnet:Subnet": ec2("subnet", {
    defaults: { assignIpv6AddressOnCreation: false, mapPublicIpOnLaunch: false },
    arn: ec2Arn("subnet", "subnet"),
  }),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", {
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    arn: ec2Arn("security-group", "sg"),
  }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", {
    named: false,
    arn: ec2Arn("security-group", "sg"),
    created: () => ({ description: "default VPC security group", name: "default" }),
  }),
  "aws:ec2/securityGroupRule:SecurityGroupRule": ec2("sgrule", { named: false, defaults: { self: false } }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", {
    named: false,
    arn: ec2Arn("security-group-rule", "sgr"),
  }),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", {
    named: false,
    arn: ec2Arn("security-group-rule", "sgr"),
  }),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", { arn: ec2Arn("internet-gateway", "igw") }),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", { arn: ec2Arn("route-table", "rtb") }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc"),
  "aws:ec2/natGateway:NatGateway": ec2("nat", {
    defaults: { connectivityType: "public" },
    created: () => ({ availabilityMode: "zonal" }),
  }),
  "aws:ec2/eip:Eip": ec2("eipalloc", { created: (made) => ({ allocationId: `eipalloc-0${made.hex(16)}` }) }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", {
    defaults: { vpcEndpointType: "Gateway" },
    arn: ec2Arn("vpc-endpoint", "vpce"),
    created: (made) => ({ ownerId: made.account, state: "available" }),
  }),
  "aws:ec2/flowLog:FlowLog": ec2("fl", {
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    arn: ec2Arn("vpc-flow-log", "fl"),
  }),
  "aws:ec2/instance:Instance": ec2("i", {
    defaults: {
      forceDestroy: false,
      getPasswordData: false,
      sourceDestCheck: true,
      userDataReplaceOnChange: false,
      "ebsBlockDevices[].deleteOnTermination": true,
      "launchTemplate.version": "$Default",
      "rootBlockDevice.deleteOnTermination": true,
    },
    arn: ec2Arn("instance", "i"),
    created: () => ({
      instanceState: "running",
      metadataOptions: metadata,
      rootBlockDevice: { deleteOnTermination: true, deviceName: "/dev/xvda", encrypted: false, volumeType: "gp2" },
    }),
  }),
  "aws:ec2/keyPair:KeyPair": {
    named: "keyName",
    id: ownName,
    arn: regional("ec2", (made) => `key-pair/${made.name}`),
    created: (made) => ({ keyPairId: `key-0${made.hex(16)}`, keyType: "ed25519" }),
  },
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", {
    arn: ec2Arn("launch-template", "lt"),
    created: () => ({ defaultVersion: 1, latestVersion: 1 }),
  }),
  "aws:ebs/volume:Volume": ec2("vol"),
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": listener,
  "aws:alb/listener:Listener": listener,
  "aws:wafv2/webAcl:WebAcl": {
    id: uuid,
    arn: regional("wafv2", (made) => `regional/webacl/${made.name}/${uuid(made)}`),
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    id: (made) => `${text(made.inputs["webAclArn"])},${text(made.inputs["resourceArn"])}`,
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: (made) => text(made.inputs["resourceArn"]),
  },
  "aws:autoscaling/group:Group": {
    defaults: { forceDelete: false, forceDeleteWarmPool: false, waitForCapacityTimeout: "10m" },
    id: ownName,
    arn: regional("autoscaling", (made) => `autoScalingGroup:${uuid(made)}:autoScalingGroupName/${made.name}`),
  },
  "aws:autoscaling/policy:Policy": {
    id: ownName,
    arn: regional("autoscaling", (made) => `scalingPolicy:${uuid(made)}:policyName/${made.name}`),
  },
  "aws:rds/instance:Instance": {
    named: "identifier",
    affix: (name) => name.toLowerCase(),
    defaults: {
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    id: (made) => `db-${made.hex(26).toUpperCase()}`,
    arn: regional("rds", (made) => `db:${made.name}`),
    created: (made) => {
      const address = `${made.name}.c${made.hex(11)}.${made.region}.rds.amazonaws.com`;
      const port = typeof made.inputs["port"] === "number" ? made.inputs["port"] : 5432;
      return { address, endpoint: `${address}:${port}`, port, status: "available", ...managedSecret(made) };
    },
  },
  "aws:rds/cluster:Cluster": {
    named: "clusterIdentifier",
    affix: (name) => name.toLowerCase(),
    defaults: {
      backupRetentionPeriod: 1,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      engineMode: "provisioned",
      skipFinalSnapshot: false,
    },
    id: ownName,
    arn: regional("rds", (made) => `cluster:${made.name}`),
    created: (made) => ({
      endpoint: `${made.name}.cluster-c${made.hex(11)}.${made.region}.rds.amazonaws.com`,
      readerEndpoint: `${made.name}.cluster-ro-c${made.hex(11)}.${made.region}.rds.amazonaws.com`,
      ...managedSecret(made),
    }),
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    affix: (name) => name.toLowerCase(),
    id: ownName,
    arn: regional("rds", (made) => `subgrp:${made.name}`),
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": { named: "replicationGroupId", id: ownName },
  "aws:elasticache/cluster:Cluster": { named: "clusterId", id: ownName },
  "aws:opensearch/domain:Domain": {
    named: "domainName",
    id: regional("es", (made) => `domain/${made.name}`),
    arn: regional("es", (made) => `domain/${made.name}`),
  },
  "aws:route53/zone:Zone": { named: false, id: (made) => `Z${made.hex(13).toUpperCase()}` },
};

// Split resources of a bucket have the bucket's name as their id, whatever the version in the type's name.
const splitBucket =
  /^aws:s3\/bucket(Versioning|ServerSideEncryption|Logging|Lifecycle|Ownership|Acl|Cors|Website|RequestPayment|ObjectLock)/;

/** What is known about a type; nothing for types that follow the general pattern. */
export function typeRule(type: string): TypeRule {
  return rules[type] ?? (splitBucket.test(type) ? ofBucket : {});
}
