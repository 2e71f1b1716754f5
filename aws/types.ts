/**
 * The type tokens that views and rules name, by what they are: one thing has several tokens, because providers renamed
 * types (v5 `Bucket`, v6 `BucketV2`, v7 `Bucket` again; `alb` and `lb`). A test holds every token against the table that
 * is generated from @pulumi/aws.
 */
export const BUCKET = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const BUCKET_VERSIONING = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];
export const BUCKET_ENCRYPTION = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];
export const BUCKET_PUBLIC_ACCESS_BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"];
export const BUCKET_LIFECYCLE = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
export const BUCKET_LOGGING = ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"];
export const BUCKET_POLICY = ["aws:s3/bucketPolicy:BucketPolicy"];
export const BUCKET_ACL = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"];
export const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"];

// Pipelines and builds.
export const CODEBUILD_PROJECT = ["aws:codebuild/project:Project"];
export const CODEBUILD_WEBHOOK = ["aws:codebuild/webhook:Webhook"];
export const PIPELINE = ["aws:codepipeline/pipeline:Pipeline"];
export const CODECOMMIT_REPOSITORY = ["aws:codecommit/repository:Repository"];
export const ECR_REPOSITORY = ["aws:ecr/repository:Repository"];
export const NOTIFICATION_RULE = ["aws:codestarnotifications/notificationRule:NotificationRule"];
export const EVENT_RULE = ["aws:cloudwatch/eventRule:EventRule"];
export const EVENT_TARGET = ["aws:cloudwatch/eventTarget:EventTarget"];
export const TOPIC = ["aws:sns/topic:Topic"];
export const SSM_PARAMETER = ["aws:ssm/parameter:Parameter"];
export const STACK_REFERENCE = ["pulumi:pulumi:StackReference"];

// Storage: what else says something about a bucket.
export const BUCKET_WEBSITE = [
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
];
/** What AWS delivers logs for, into buckets among other places. */
export const LOAD_BALANCER = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
];
export const CLASSIC_LOAD_BALANCER = [
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
];
export const CLOUDFRONT_DISTRIBUTION = ["aws:cloudfront/distribution:Distribution"];
export const LOG_DELIVERY_DESTINATION = ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"];
export const FLOW_LOG = ["aws:ec2/flowLog:FlowLog"];
export const WEB_ACL_LOGGING = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
export const TRAIL = ["aws:cloudtrail/trail:Trail"];
export const EC2_INSTANCE = ["aws:ec2/instance:Instance"];
export const LAUNCH_TEMPLATE = ["aws:ec2/launchTemplate:LaunchTemplate"];
export const AUTOSCALING_GROUP = ["aws:autoscaling/group:Group"];
// Secrets
export const TOPIC_POLICY = ["aws:sns/topicPolicy:TopicPolicy"];
export const TOPIC_SUBSCRIPTION = ["aws:sns/topicSubscription:TopicSubscription"];
export const CHATBOT = [
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
];
export const ALARM = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
export const BUDGET = ["aws:budgets/budget:Budget"];
export const BUDGET_ACTION = ["aws:budgets/budgetAction:BudgetAction"];
export const DELIVERY_CHANNEL = ["aws:cfg/deliveryChannel:DeliveryChannel"];
export const BUCKET_NOTIFICATION = ["aws:s3/bucketNotification:BucketNotification"];
export const COST_ANOMALY_SUBSCRIPTION = ["aws:costexplorer/anomalySubscription:AnomalySubscription"];
export const KMS_KEY = [
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
];
export const KMS_KEY_POLICY = ["aws:kms/keyPolicy:KeyPolicy"];
export const KMS_ALIAS = ["aws:kms/alias:Alias"];
export const CERTIFICATE = [
  "aws:acm/certificate:Certificate",
  "aws:acm/certificateValidation:CertificateValidation",
  "aws-native:certificatemanager:Certificate",
];
export const LAMBDA_FUNCTION = ["aws:lambda/function:Function"];
export const LAMBDA_PERMISSION = ["aws:lambda/permission:Permission"];
export const WAF_SCOPED = [
  "aws:wafv2/webAcl:WebAcl",
  "aws:wafv2/ipSet:IpSet",
  "aws:wafv2/ruleGroup:RuleGroup",
  "aws:wafv2/regexPatternSet:RegexPatternSet",
  "aws-native:wafv2:WebAcl",
  "aws-native:wafv2:IpSet",
  "aws-native:wafv2:RuleGroup",
  "aws-native:wafv2:RegexPatternSet",
];
export const DETECTOR = ["aws:guardduty/detector:Detector"];
export const VPC = ["aws:ec2/vpc:Vpc"];
export const DATABASE = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:redshift/cluster:Cluster",
];
// Identities and their policies
export const ROLE = ["aws:iam/role:Role"];
export const USER = ["aws:iam/user:User"];
export const GROUP = ["aws:iam/group:Group"];
export const PERMISSION_SET = ["aws:ssoadmin/permissionSet:PermissionSet"];
export const MANAGED_POLICY = ["aws:iam/policy:Policy"];
export const ROLE_POLICY = ["aws:iam/rolePolicy:RolePolicy"];
export const USER_POLICY = ["aws:iam/userPolicy:UserPolicy"];
export const GROUP_POLICY = ["aws:iam/groupPolicy:GroupPolicy"];
export const PERMISSION_SET_INLINE_POLICY = ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"];
export const ROLE_POLICY_ATTACHMENT = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"];
export const USER_POLICY_ATTACHMENT = ["aws:iam/userPolicyAttachment:UserPolicyAttachment"];
export const GROUP_POLICY_ATTACHMENT = ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment"];
export const POLICY_ATTACHMENT = ["aws:iam/policyAttachment:PolicyAttachment"];
export const ROLE_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
];
export const USER_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
];
export const GROUP_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
];
export const PERMISSION_SET_MANAGED_POLICY = ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"];
export const PERMISSION_SET_CUSTOMER_POLICY = [
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
];
export const PERMISSION_SET_MANAGED_POLICIES_EXCLUSIVE = [
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
];
export const PERMISSION_SET_CUSTOMER_POLICIES_EXCLUSIVE = [
  "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
];
export const PERMISSION_SET_BOUNDARY = ["aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"];
export const GROUP_MEMBERSHIP = ["aws:iam/groupMembership:GroupMembership"];
export const USER_GROUP_MEMBERSHIP = ["aws:iam/userGroupMembership:UserGroupMembership"];
// Tags
export const EC2_TAG = ["aws:ec2/tag:Tag"];
export const AUTOSCALING_TAG = ["aws:autoscaling/tag:Tag"];
export const DYNAMODB_TAG = ["aws:dynamodb/tag:Tag"];
export const ECS_TAG = ["aws:ecs/tag:Tag"];
export const ORGANIZATIONS_TAG = ["aws:organizations/tag:Tag"];
export const SECRET_TAG = ["aws:secretsmanager/tag:Tag"];
export const TRANSFER_TAG = ["aws:transfer/tag:Tag"];
// Buckets: what else is set on them, and what else has a bucket's or an access point's policy
export const BUCKET_OBJECT_LOCK = [
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
];
export const BUCKET_REQUEST_PAYMENT = [
  "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
  "aws:s3/bucketRequestPaymentConfigurationV2:BucketRequestPaymentConfigurationV2",
];
export const ACCESS_POINT = ["aws:s3/accessPoint:AccessPoint"];
export const ACCESS_POINT_POLICY = ["aws:s3control/accessPointPolicy:AccessPointPolicy"];
export const OBJECT_LAMBDA_POLICY = ["aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy"];
export const MULTI_REGION_ACCESS_POINT_POLICY = [
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
];
export const OUTPOSTS_BUCKET_POLICY = ["aws:s3control/bucketPolicy:BucketPolicy"];
// Who may sign in
export const OIDC_PROVIDER = ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"];
export const LOGIN_PROFILE = ["aws:iam/userLoginProfile:UserLoginProfile"];
export const ACCESS_KEY = ["aws:iam/accessKey:AccessKey"];
// What sets up an account
export const RECORDER = ["aws:cfg/recorder:Recorder"];
export const ACCOUNT_PASSWORD_POLICY = ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"];
export const ACCESS_ANALYZER = ["aws:accessanalyzer/analyzer:Analyzer"];
export const S3_OBJECT = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/objectCopy:ObjectCopy",
];
// Instances' roles and long-lived credentials
export const INSTANCE_PROFILE = ["aws:iam/instanceProfile:InstanceProfile"];
export const SSM_SERVICE_SETTING = ["aws:ssm/serviceSetting:ServiceSetting"];
export const EKS_NODE_GROUP = ["aws:eks/nodeGroup:NodeGroup"];
export const BATCH_COMPUTE_ENVIRONMENT = ["aws:batch/computeEnvironment:ComputeEnvironment"];
export const LAUNCH_CONFIGURATION = ["aws:ec2/launchConfiguration:LaunchConfiguration"];
export const SPOT_INSTANCE_REQUEST = ["aws:ec2/spotInstanceRequest:SpotInstanceRequest"];
// Databases and their secrets
export const RDS_INSTANCE = ["aws:rds/instance:Instance"];
export const RDS_CLUSTER = ["aws:rds/cluster:Cluster"];
export const RDS_CLUSTER_INSTANCE = ["aws:rds/clusterInstance:ClusterInstance"];
export const RDS_SHARD_GROUP = ["aws:rds/shardGroup:ShardGroup"];
export const RDS_GLOBAL_CLUSTER = ["aws:rds/globalCluster:GlobalCluster"];
export const DOCDB_CLUSTER = ["aws:docdb/cluster:Cluster"];
export const DOCDB_CLUSTER_INSTANCE = ["aws:docdb/clusterInstance:ClusterInstance"];
export const NEPTUNE_CLUSTER = ["aws:neptune/cluster:Cluster"];
export const NEPTUNE_CLUSTER_INSTANCE = ["aws:neptune/clusterInstance:ClusterInstance"];
export const REDSHIFT_CLUSTER = ["aws:redshift/cluster:Cluster"];
export const DB_SUBNET_GROUP = ["aws:rds/subnetGroup:SubnetGroup"];
export const DOCDB_SUBNET_GROUP = ["aws:docdb/subnetGroup:SubnetGroup"];
export const NEPTUNE_SUBNET_GROUP = ["aws:neptune/subnetGroup:SubnetGroup"];
export const REDSHIFT_SUBNET_GROUP = ["aws:redshift/subnetGroup:SubnetGroup"];
export const SECRET = ["aws:secretsmanager/secret:Secret"];
export const SECRET_VERSION = ["aws:secretsmanager/secretVersion:SecretVersion"];
export const SECRET_ROTATION = ["aws:secretsmanager/secretRotation:SecretRotation"];
export const LAMBDA_RESOURCE_POLICY = ["aws:lambda/resourcePolicy:ResourcePolicy"];
export const SCALING_TARGET = ["aws:appautoscaling/target:Target"];
// Subnets and their routes
export const DEFAULT_SUBNET = ["aws:ec2/defaultSubnet:DefaultSubnet"];
export const SUBNET = ["aws:ec2/subnet:Subnet", ...DEFAULT_SUBNET];
export const ROUTE_TABLE = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];
export const ROUTE_TABLE_ASSOCIATION = ["aws:ec2/routeTableAssociation:RouteTableAssociation"];
export const MAIN_ROUTE_TABLE_ASSOCIATION = ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"];
export const ROUTE = ["aws:ec2/route:Route"];
export const INTERNET_GATEWAY = [
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
];
// Keys
export const EBS_DEFAULT_KEY = ["aws:ebs/defaultKmsKey:DefaultKmsKey"];
// What watches: metric filters, alarms, AWS Config
export const METRIC_ALARM = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
export const COMPOSITE_ALARM = ["aws:cloudwatch/compositeAlarm:CompositeAlarm"];
export const METRIC_FILTER = ["aws:cloudwatch/logMetricFilter:LogMetricFilter"];
export const SCALING_POLICY = ["aws:autoscaling/policy:Policy", "aws:appautoscaling/policy:Policy"];
export const RECORDER_STATUS = ["aws:cfg/recorderStatus:RecorderStatus"];
export const CONFIG_RULE = ["aws:cfg/rule:Rule"];
export const CONFORMANCE_PACK = ["aws:cfg/conformancePack:ConformancePack"];
// Block devices
export const EBS_VOLUME = ["aws:ebs/volume:Volume"];
export const EBS_ENCRYPTION_BY_DEFAULT = ["aws:ebs/encryptionByDefault:EncryptionByDefault"];
export const AMI_COPY = ["aws:ec2/amiCopy:AmiCopy"];
// Workloads that alarms watch
export const ECS_SERVICE = ["aws:ecs/service:Service"];
// What addresses name
export const SCALABLE_TARGET = ["aws:appautoscaling/target:Target"];
export const ECS_CAPACITY_PROVIDER = ["aws:ecs/capacityProvider:CapacityProvider"];
export const QUEUE = ["aws:sqs/queue:Queue"];
// What spans availability zones
export const ELASTICACHE_SUBNET_GROUP = ["aws:elasticache/subnetGroup:SubnetGroup"];
export const MEMORYDB_SUBNET_GROUP = ["aws:memorydb/subnetGroup:SubnetGroup"];
export const DAX_SUBNET_GROUP = ["aws:dax/subnetGroup:SubnetGroup"];
// Network ACLs
export const NETWORK_ACL = [
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
  "aws-native:ec2:NetworkAcl",
];
export const NETWORK_ACL_RULE = ["aws:ec2/networkAclRule:NetworkAclRule", "aws-native:ec2:NetworkAclEntry"];
// What has, or may ask for, a public address, and what stands in subnets
export const REDSHIFT_SERVERLESS_WORKGROUP = ["aws:redshiftserverless/workgroup:Workgroup"];
export const DMS_REPLICATION_INSTANCE = ["aws:dms/replicationInstance:ReplicationInstance"];
export const DMS_INSTANCE_PROFILE = ["aws:dms/instanceProfile:InstanceProfile"];
export const DMS_SUBNET_GROUP = ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"];
export const MSK_CLUSTER = ["aws:msk/cluster:Cluster"];
export const MSK_SERVERLESS_CLUSTER = ["aws:msk/serverlessCluster:ServerlessCluster"];
export const MQ_BROKER = ["aws:mq/broker:Broker"];
export const LIGHTSAIL_DATABASE = ["aws:lightsail/database:Database"];
export const INFLUX_DATABASE = [
  "aws:timestreaminfluxdb/dbInstance:DbInstance",
  "aws:timestreaminfluxdb/dbCluster:DbCluster",
];
export const NEPTUNE_GRAPH = ["aws:neptunegraph/graph:Graph"];
export const ELASTICACHE = ["aws:elasticache/cluster:Cluster", "aws:elasticache/replicationGroup:ReplicationGroup"];
export const ELASTICACHE_SERVERLESS = ["aws:elasticache/serverlessCache:ServerlessCache"];
export const MEMORYDB_CLUSTER = ["aws:memorydb/cluster:Cluster"];
export const DAX_CLUSTER = ["aws:dax/cluster:Cluster"];
export const DOCDB_ELASTIC_CLUSTER = ["aws:docdb/elasticCluster:ElasticCluster"];
export const SEARCH_DOMAIN = ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"];
export const RDS_PROXY = ["aws:rds/proxy:Proxy"];
export const EKS_CLUSTER = ["aws:eks/cluster:Cluster"];
export const ECS_TASK_SET = ["aws:ecs/taskSet:TaskSet"];
export const SCHEDULE = ["aws:scheduler/schedule:Schedule"];
export const PIPE = ["aws:pipes/pipe:Pipe"];
export const EIP = ["aws:ec2/eip:Eip"];
export const EIP_ASSOCIATION = ["aws:ec2/eipAssociation:EipAssociation"];
export const NETWORK_INTERFACE = ["aws:ec2/networkInterface:NetworkInterface"];
export const TARGET_GROUP_ATTACHMENT = [
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:alb/targetGroupAttachment:TargetGroupAttachment",
  "aws:elasticloadbalancingv2/targetGroupAttachment:TargetGroupAttachment",
  "aws:applicationloadbalancing/targetGroupAttachment:TargetGroupAttachment",
];
export const CLASSIC_ATTACHMENT = ["aws:elb/attachment:Attachment", "aws:elasticloadbalancing/attachment:Attachment"];
export const AUTOSCALING_ATTACHMENT = ["aws:autoscaling/attachment:Attachment"];
export const TRAFFIC_SOURCE_ATTACHMENT = ["aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"];
export const MAINFRAME_ENVIRONMENT = ["aws:m2/environment:Environment"];
// What routes lead to and what learns them
export const DEFAULT_VPC = ["aws:ec2/defaultVpc:DefaultVpc"];
export const VPN_GATEWAY = ["aws:ec2/vpnGateway:VpnGateway", "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment"];
export const ROUTE_PROPAGATION = [
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  "aws:vpc/routeServerPropagation:RouteServerPropagation",
];
export const NAT_GATEWAY = ["aws:ec2/natGateway:NatGateway"];
export const VPC_ENDPOINT = ["aws:ec2/vpcEndpoint:VpcEndpoint"];
export const VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION = [
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
];
/** What AWS places in subnets for databases, caches and endpoints, which never call out. */
export const CALLS_NOBODY = [
  ...DB_SUBNET_GROUP,
  ...DOCDB_SUBNET_GROUP,
  ...NEPTUNE_SUBNET_GROUP,
  ...REDSHIFT_SUBNET_GROUP,
  "aws:elasticache/subnetGroup:SubnetGroup",
  "aws:memorydb/subnetGroup:SubnetGroup",
  "aws:dax/subnetGroup:SubnetGroup",
  "aws:redshiftserverless/workgroup:Workgroup",
  "aws:opensearch/domain:Domain",
  "aws:elasticsearch/domain:Domain",
  ...VPC_ENDPOINT,
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
];
/** What runs programs of the user's in subnets: they install, call and download. */
export const RUNS_IN_SUBNETS = [
  ...EC2_INSTANCE,
  ...SPOT_INSTANCE_REQUEST,
  ...LAUNCH_TEMPLATE,
  ...AUTOSCALING_GROUP,
  "aws:ec2/networkInterface:NetworkInterface",
  ...ECS_SERVICE,
  ...EKS_NODE_GROUP,
  "aws:eks/fargateProfile:FargateProfile",
  ...LAMBDA_FUNCTION,
  ...BATCH_COMPUTE_ENVIRONMENT,
  ...CODEBUILD_PROJECT,
  "aws:apprunner/vpcConnector:VpcConnector",
];
// Load balancers and what stands before web applications
export const LISTENER = [
  "aws:lb/listener:Listener",
  "aws:alb/listener:Listener",
  "aws:elasticloadbalancingv2/listener:Listener",
  "aws:applicationloadbalancing/listener:Listener",
];
export const LISTENER_RULE = [
  "aws:lb/listenerRule:ListenerRule",
  "aws:alb/listenerRule:ListenerRule",
  "aws:elasticloadbalancingv2/listenerRule:ListenerRule",
  "aws:applicationloadbalancing/listenerRule:ListenerRule",
];
export const TARGET_GROUP = [
  "aws:lb/targetGroup:TargetGroup",
  "aws:alb/targetGroup:TargetGroup",
  "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
  "aws:applicationloadbalancing/targetGroup:TargetGroup",
];
export const LOG_DELIVERY_SOURCE = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"];
export const MULTITENANT_DISTRIBUTION = ["aws:cloudfront/multitenantDistribution:MultitenantDistribution"];
export const REST_API = ["aws:apigateway/restApi:RestApi"];
export const REST_API_STAGE = ["aws:apigateway/stage:Stage"];
export const WEB_ACL = ["aws:wafv2/webAcl:WebAcl"];
export const WEB_ACL_ASSOCIATION = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
export const WEB_ACL_RULE = ["aws:wafv2/webAclRule:WebAclRule"];
export const WEB_ACL_RULE_GROUP_ASSOCIATION = ["aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation"];
export const WAF_RULE_GROUP = ["aws:wafv2/ruleGroup:RuleGroup"];
export const WAF_IP_SET = ["aws:wafv2/ipSet:IpSet"];
export const CLASSIC_WEB_ACL = ["aws:waf/webAcl:WebAcl"];
export const CLASSIC_WEB_ACL_ASSOCIATION = ["aws:wafregional/webAclAssociation:WebAclAssociation"];
// Security groups and what they allow
export const NATIVE_SECURITY_GROUP = "aws-native:ec2:SecurityGroup";
export const SECURITY_GROUP = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  NATIVE_SECURITY_GROUP,
];
export const SECURITY_GROUP_RULE = ["aws:ec2/securityGroupRule:SecurityGroupRule"];
export const SECURITY_GROUP_INGRESS_RULE = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws-native:ec2:SecurityGroupIngress",
];
export const SECURITY_GROUP_EGRESS_RULE = [
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws-native:ec2:SecurityGroupEgress",
];
export const PREFIX_LIST = ["aws:ec2/managedPrefixList:ManagedPrefixList", "aws-native:ec2:PrefixList"];
export const PREFIX_LIST_ENTRY = ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"];
export const DEFAULT_SECURITY_GROUP = ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
// Flow logs, Auto Scaling groups and functions
export const DELIVERY_STREAM = ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"];
export const AUTOSCALING_POLICY = ["aws:autoscaling/policy:Policy"];
export const SCALING_PLAN = ["aws:autoscalingplans/scalingPlan:ScalingPlan"];
export const LAMBDA_FUNCTION_URL = ["aws:lambda/functionUrl:FunctionUrl"];
// Hosts, and what starts them
export const SPOT_FLEET = ["aws:ec2/spotFleetRequest:SpotFleetRequest"];
export const EC2_FLEET = ["aws:ec2/fleet:Fleet"];
export const INSTANCE_METADATA_DEFAULTS = ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"];
export const KEY_PAIR = ["aws:ec2/keyPair:KeyPair"];
export const TLS_PRIVATE_KEY = ["tls:index/privateKey:PrivateKey"];
// What patches hosts
export const SSM_ASSOCIATION = ["aws:ssm/association:Association"];
export const EKS_FARGATE_PROFILE = ["aws:eks/fargateProfile:FargateProfile"];
export const AMI = ["aws:ec2/ami:Ami"];
export const BEANSTALK_ENVIRONMENT = ["aws:elasticbeanstalk/environment:Environment"];
export const BEANSTALK_TEMPLATE = ["aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate"];
