/**
 * Which inputs of a resource are its own physical name. The SDK does not say it in a form that a program can read, so
 * this is a rule and reviewed lists beside it. Reviewed against the input descriptions of @pulumi/aws 7.48.0.
 */

/** An input as the SDK declares it. */
export interface DeclaredInput {
  readonly name: string;
  /** Type text of the declaration, `pulumi.Input<string | undefined>`. */
  readonly type: string;
}

/** The naming inputs of one type: unique in the account, region or world, and unique within a parent resource only. */
export interface NamingInputs {
  readonly wide: readonly string[];
  readonly scoped: readonly string[];
}

/**
 * Finds the inputs that name the resource itself.
 *
 * Rule: `name` and `namePrefix`; `identifier` and `identifierPrefix`; and `<thing>Name`, `<thing>Identifier`, `<thing>Id`
 * and their prefix forms where the type's name ends in that thing (`repositoryName` of a Repository, but not
 * `clusterName` of a NodeGroup). Exceptions both ways are in the lists below.
 *
 * @param token without the leading `aws:` and the class, `codecommit/repository`
 * @param className `Repository`
 */
export function namingInputs(token: string, className: string, inputs: readonly DeclaredInput[]): NamingInputs {
  const own = inputs
    .filter((input) => input.type.includes("string") && !/[[{]/.test(input.type))
    .map((input) => input.name)
    .filter((name) => isOwnName(token, className, name));
  if (isScoped(token)) return { wide: [], scoped: own };
  return { wide: own, scoped: [] };
}

/** Lists that name a type or an input which the SDK no longer has; the generator refuses to run with such leftovers. */
export function leftovers(known: (token: string, input?: string) => boolean): string[] {
  return [
    ...[...NOT_OWN].filter((entry) => !knownEntry(entry, known)),
    ...[...OWN].filter((entry) => !knownEntry(entry, known)),
    ...[...SCOPED].filter((entry) => !known(entry)),
  ];
}

function isOwnName(token: string, className: string, input: string): boolean {
  const entry = `${token} ${input}`;
  if (NOT_OWN.has(entry)) return false;
  if (OWN.has(entry)) return true;
  if (/^(name|identifier)(Prefix)?$/.test(input)) return true;
  const stem = /^(.+?)(Name|Identifier|Id)(Prefix)?$/.exec(input)?.[1]?.toLowerCase();
  if (stem === undefined) return false;
  const service = token.split("/")[0] ?? "";
  return `${service}${className}`.toLowerCase().endsWith(stem);
}

function isScoped(token: string): boolean {
  const service = token.split("/")[0] ?? "";
  return SCOPED.has(token) || SCOPED_SERVICES.has(service);
}

function knownEntry(entry: string, known: (token: string, input?: string) => boolean): boolean {
  const [token = "", input = ""] = entry.split(" ");
  return known(token, input);
}

const words = (text: string): string[] => text.trim().split(/\s*\n\s*/);

/** Own names that the rule does not see. */
const OWN: ReadonlySet<string> = new Set(
  words(`
    amp/workspace alias
    apprunner/autoScalingConfigurationVersion autoScalingConfigurationName
    bedrock/provisionedModelThroughput provisionedModelName
    codeartifact/domain domain
    codeartifact/repository repository
    connect/instance instanceAlias
    cur/reportDefinition reportName
    ec2/keyPair keyName
    ec2/keyPair keyNamePrefix
    ecs/daemonTaskDefinition family
    ecs/taskDefinition family
    iot/roleAlias alias
    lambda/layerVersion layerName
    lightsail/database relationalDatabaseName
    neptune/clusterSnapshot dbClusterSnapshotIdentifier
    quicksight/namespace namespace
    rds/clusterSnapshot dbClusterSnapshotIdentifier
    rds/proxyEndpoint dbProxyEndpointName
    rds/shardGroup dbShardGroupIdentifier
    rds/snapshot dbSnapshotIdentifier
    rds/snapshotCopy targetDbSnapshotIdentifier
    rds/clusterSnapshotCopy targetDbClusterSnapshotIdentifier
    redshift/endpointAccess endpointName
    redshiftserverless/endpointAccess endpointName
    s3/bucket bucket
    s3/bucket bucketPrefix
    s3/bucketV2 bucket
    s3/bucketV2 bucketPrefix
    s3/directoryBucket bucket
    s3control/bucket bucket
    s3control/storageLensConfiguration configId
    s3tables/namespace namespace
    ssmcontacts/contact alias
  `),
);

/**
 * Inputs that the rule takes for a name and that are none: references to another resource, DNS names, names of persons,
 * of settings that AWS defines, of things outside AWS (a git branch, a log-in name), and labels that AWS never sees.
 */
const NOT_OWN: ReadonlySet<string> = new Set(
  words(`
    account/alternativeContact name
    account/region regionName
    amplify/branch branchName
    apigateway/usagePlanKey keyId
    appstream/user userName
    cfg/organizationManagedRule ruleIdentifier
    cfg/recorderStatus name
    cloudformation/cloudFormationType typeName
    cloudtrail/organizationDelegatedAdminAccount accountId
    cloudwatch/eventTarget targetId
    cognito/identityProvider providerName
    cognito/resourceServer identifier
    cognito/userInGroup groupName
    connect/user name
    controltower/baseline baselineIdentifier
    controltower/controlTowerControl controlIdentifier
    detective/organizationAdminAccount accountId
    devicefarm/upload name
    directconnect/hostedConnection connectionId
    directoryservice/directory name
    directoryservice/serviceRegion regionName
    directoryservice/sharedDirectory directoryId
    dsql/clusterPeering identifier
    dsql/clusterPolicy identifier
    ec2/availabilityZoneGroup groupName
    ec2/defaultNetworkAcl defaultNetworkAclId
    ec2/defaultRouteTable defaultRouteTableId
    ecr/accountSetting name
    ecs/accountSettingDefault name
    eks/addon addonName
    elasticache/user userName
    fms/adminAccount accountId
    guardduty/detectorFeature name
    guardduty/memberDetectorFeature name
    guardduty/organizationAdminAccount adminAccountId
    guardduty/organizationConfigurationFeature name
    iam/groupMembership name
    iam/policyAttachment name
    identitystore/user userName
    inspector2/delegatedAdminAccount accountId
    lex/v2modelsBotLocale localeId
    lex/v2modelsBotLocale name
    lightsail/domain domainName
    lightsail/domainEntry name
    macie2/organizationAdminAccount adminAccountId
    notifications/contactsEmailContact name
    quicksight/user userName
    rds/certificate certificateIdentifier
    rds/instanceDesiredState identifier
    redshift/partner partnerName
    redshiftdata/statement statementName
    route53/record name
    route53/trafficPolicyInstance name
    route53/zone name
    route53domains/domain domainName
    route53domains/registeredDomain domainName
    s3control/directoryBucketAccessPointScope name
    s3control/objectLambdaAccessPointPolicy name
    s3tables/tablePolicy name
    securityhub/organizationAdminAccount adminAccountId
    servicecatalog/provisionedProduct productId
    servicecatalog/provisionedProduct productName
    servicediscovery/instance instanceId
    servicediscovery/privateDnsNamespace name
    servicediscovery/publicDnsNamespace name
    ses/activeReceiptRuleSet ruleSetName
    ssm/activation name
    ssm/association name
    ssm/defaultPatchBaseline baselineId
    ssm/serviceSetting settingId
    ssmcontacts/contactChannel name
    ssoadmin/region regionName
    transfer/user userName
    workmail/defaultDomain domainName
    workmail/domain domainName
    workmail/user name
    workspaces/directory directoryId
    xray/indexingRule name
  `),
);

/** Services whose named types all live inside a parent resource. */
const SCOPED_SERVICES: ReadonlySet<string> = new Set(["appmesh", "datazone", "finspace"]);

/** Types whose names need to be unique within a parent only, so that two environments do not collide in them. */
const SCOPED: ReadonlySet<string> = new Set(
  words(`
    accessanalyzer/archiveRule
    amp/ruleGroupNamespace
    amplify/backendEnvironment
    apigateway/authorizer
    apigateway/model
    apigateway/requestValidator
    apigateway/stage
    apigatewayv2/authorizer
    apigatewayv2/model
    apigatewayv2/stage
    appautoscaling/policy
    appautoscaling/scheduledAction
    appconfig/configurationProfile
    appconfig/environment
    appsync/channelNamespace
    appsync/dataSource
    appsync/function
    athena/preparedStatement
    autoscaling/lifecycleHook
    autoscaling/policy
    backup/restoreTestingSelection
    backup/selection
    bedrock/agentAgentActionGroup
    bedrock/agentAgentAlias
    bedrock/agentAgentCollaborator
    bedrock/agentDataSource
    bedrock/agentcoreAgentRuntimeEndpoint
    bedrock/agentcoreGatewayTarget
    bedrock/agentcoreMemoryStrategy
    bedrock/agentcorePolicy
    cloudwatch/logMetricFilter
    cloudwatch/logStream
    cloudwatch/logSubscriptionFilter
    codeartifact/repository
    codedeploy/deploymentGroup
    cognito/managedUserPoolClient
    cognito/resourceServer
    cognito/userGroup
    cognito/userPoolClient
    connect/contactFlow
    connect/contactFlowModule
    connect/hoursOfOperation
    connect/queue
    connect/quickConnect
    connect/routingProfile
    connect/securityProfile
    connect/userHierarchyGroup
    connect/vocabulary
    dynamodb/globalSecondaryIndex
    ecs/service
    eks/capability
    eks/fargateProfile
    eks/nodeGroup
    elasticbeanstalk/configurationTemplate
    elb/appCookieStickinessPolicy
    elb/loadBalancerCookieStickinessPolicy
    elb/loadBalancerPolicy
    elb/sslNegotiationPolicy
    emr/instanceFleet
    emr/instanceGroup
    evidently/feature
    evidently/launch
    fsx/ontapStorageVirtualMachine
    fsx/ontapVolume
    fsx/openZfsSnapshot
    fsx/openZfsVolume
    glue/catalogTable
    glue/schema
    glue/userDefinedFunction
    grafana/workspaceApiKey
    grafana/workspaceServiceAccount
    grafana/workspaceServiceAccountToken
    guardduty/filter
    guardduty/iPSet
    guardduty/threatIntelSet
    iam/groupPolicy
    iam/rolePolicy
    iam/userPolicy
    imagebuilder/workflow
    kendra/dataSource
    kendra/experience
    kendra/faq
    kendra/querySuggestionsBlockList
    kendra/thesaurus
    keyspaces/table
    kinesis/streamConsumer
    kinesisanalyticsv2/applicationSnapshot
    kms/grant
    lambda/alias
    lex/botAlias
    lex/v2modelsIntent
    lex/v2modelsSlot
    lex/v2modelsSlotType
    licensemanager/licenseGrant
    medialive/multiplexProgram
    msk/channel
    msk/topic
    pinpoint/smsvoicev2EventDestination
    qldb/stream
    quicksight/iamPolicyAssignment
    quicksight/ingestion
    quicksight/refreshSchedule
    quicksight/templateAlias
    redshift/scheduledAction
    route53/cidrLocation
    route53/keySigningKey
    route53/profilesAssociation
    route53/profilesResourceAssociation
    route53/resolverFirewallRule
    route53/resolverFirewallRuleGroupAssociation
    route53/resolverRuleAssociation
    route53recoverycontrol/controlPanel
    route53recoverycontrol/routingControl
    route53recoverycontrol/safetyRule
    s3/analyticsConfiguration
    s3/bucketIntelligentTieringConfiguration
    s3/bucketMetric
    s3/inventory
    s3/vectorsIndex
    s3tables/namespace
    s3tables/table
    sagemaker/app
    sagemaker/space
    sagemaker/userProfile
    schemas/schema
    servicecatalog/provisioningArtifact
    servicediscovery/service
    ses/eventDestination
    ses/identityPolicy
    ses/receiptRule
    sesv2/configurationSetEventDestination
    sesv2/emailIdentityPolicy
    sfn/alias
    ssm/contactsRotation
    ssm/maintenanceWindowTarget
    ssm/maintenanceWindowTask
    timestreamwrite/table
    vpclattice/listener
    vpclattice/listenerRule
    wafv2/webAclRule
    workmail/group
    workspacesweb/identityProvider
  `),
);
