import { isObject, whenKnown, type Resource, type Value } from "../core";
import { lastAnswer } from "./last-answer";
import { isSensitiveName } from "./sensitive-names";
import { canonicalType, isPublicByNature, secretInputs } from "./schema";

/** A place where a secret belongs, and its value. */
export interface SensitiveInput {
  readonly value: Value;
  /** What the program calls it: `password`, `DB_PASSWORD`. */
  readonly name: string;
  /** Told by its name only (an environment variable, an option), so references, paths and switches are innocent there. */
  readonly isVariable: boolean;
}

/** The sensitive inputs that a resource sets, `further` paths among them. What is in an unknown list or document is not there yet. */
export function sensitiveInputs(resource: Resource, further: readonly string[] = NONE): readonly SensitiveInput[] {
  const own = inputsOf(resource);
  return further.length === 0 ? own : [...own, ...reachAll(resource, further, false)];
}

const NONE: readonly never[] = [];

const inputsOf = lastAnswer((resource: Resource): readonly SensitiveInput[] => {
  const inputs = ownInputs(resource.type);
  const variables = VARIABLES[shorten(resource.type)] ?? NONE;
  return inputs.length + variables.length === 0
    ? NONE
    : [...reachAll(resource, inputs, false), ...reachAll(resource, variables, true)];
});

function reachAll(resource: Resource, paths: readonly string[], isVariable: boolean): SensitiveInput[] {
  return paths.flatMap((path) => reach(resource.inputs, path.split("."))).map((one) => ({ ...one, isVariable }));
}

/** The paths of a type's own sensitive inputs, without indices; its variables are not among them. */
export function ownInputs(type: string): readonly string[] {
  const known = cached.get(type);
  if (known) {
    return known;
  }
  const marked = secretInputs(type).filter((path) => !isPublicByNature(type, path) && !HOLDERS.test(path));
  const paths = [...new Set([...marked, ...(INPUTS[shorten(type)] ?? [])])];
  // Types of other providers are not remembered: there may be any number of them.
  if (paths.length > 0 || type.startsWith("aws:")) {
    cached.set(type, paths);
  }
  return paths;
}

const cached = new Map<string, readonly string[]>();

/** `aws:ssm/parameter:Parameter` as `ssm/parameter`; former tokens as what they became. */
function shorten(type: string): string {
  const current = canonicalType(type);
  return current.startsWith("aws:") ? current.slice(4, current.lastIndexOf(":")) : current;
}

/**
 * Marked by the provider as a whole because a part may be secret: maps, whose sensitively named entries are judged one by
 * one (VARIABLES), and documents, which are searched for credentials. Client and tenant ids only identify.
 */
const HOLDERS =
  /(?:^|\.)(?:environmentVariables|connectionProperties|athenaProperties|airflowConfigurationOptions|content|clientIdWo|tenantIdWo)$/;

/**
 * Sensitive inputs that the provider's schema does not mark: from all inputs of @pulumi/aws 7.48.0 whose last name is a
 * password, secret, token, key or the like, those that are one (not its ARN, policy, lifetime ...). `**` stands for every
 * sensitively named text below. A test holds types and paths against the installed SDK.
 */
export const INPUTS: Readonly<Record<string, readonly string[]>> = {
  "amplify/app": ["autoBranchCreationConfig.basicAuthCredentials"],
  "appfabric/appAuthorization": ["credential.**"],
  "appflow/connectorProfile": ["connectorProfileConfig.connectorProfileCredentials.**"],
  "appstream/directoryConfig": ["serviceAccountCredentials.accountPassword"],
  "bedrock/agentcoreOauth2CredentialProvider": [
    "atlassian",
    "custom",
    "github",
    "google",
    "included",
    "linkedin",
    "microsoft",
    "salesforce",
    "slack",
  ].map((vendor) => `oauth2ProviderConfig.${vendor}Oauth2ProviderConfig.clientSecret`),
  "chime/voiceConnectorTerminationCredentials": ["credentials.password"],
  "cloudwatch/eventConnection": [
    "authParameters.apiKey.value",
    "authParameters.basic.password",
    "authParameters.oauth.clientParameters.clientSecret",
  ],
  "codepipeline/pipeline": ["stages.actions.configuration.OAuthToken"],
  "codepipeline/webhook": ["authenticationConfiguration.secretToken"],
  "datasync/locationAzureBlob": ["sasConfiguration.token"],
  "datasync/locationFsxOntapFileSystem": ["protocol.smb.password"],
  "datasync/locationHdfs": ["kerberosKeytab", "kerberosKeytabBase64"],
  "directconnect/bgpPeer": ["bgpAuthKey"],
  "directconnect/hostedPrivateVirtualInterface": ["bgpAuthKey"],
  "directconnect/hostedPublicVirtualInterface": ["bgpAuthKey"],
  "directconnect/hostedTransitVirtualInterface": ["bgpAuthKey"],
  "directconnect/privateVirtualInterface": ["bgpAuthKey"],
  "directconnect/publicVirtualInterface": ["bgpAuthKey"],
  "directconnect/transitVirtualInterface": ["bgpAuthKey"],
  "directoryservice/trust": ["trustPassword"],
  "dms/endpoint": [
    "kafkaSettings.saslPassword",
    "kafkaSettings.sslClientKeyPassword",
    "oracleSettings.asmPassword",
    "redisSettings.authPassword",
  ],
  "elasticache/user": ["authenticationMode.passwords"],
  "elasticsearch/domain": ["advancedSecurityOptions.masterUserOptions.masterUserPassword"],
  "emr/cluster": [
    "kerberosAttributes.kdcAdminPassword",
    "kerberosAttributes.adDomainJoinPassword",
    "kerberosAttributes.crossRealmTrustPrincipalPassword",
  ],
  "fsx/ontapStorageVirtualMachine": ["activeDirectoryConfiguration.selfManagedActiveDirectoryConfiguration.password"],
  "fsx/windowsFileSystem": ["selfManagedActiveDirectory.password"],
  "glue/connection": ["authenticationConfiguration.**"],
  "glue/job": ["sourceControlDetails.authToken"],
  "grafana/licenseAssociation": ["grafanaToken"],
  "kinesis/firehoseDeliveryStream": [
    "httpEndpointConfiguration.accessKey",
    "redshiftConfiguration.password",
    "snowflakeConfiguration.keyPassphrase",
    "snowflakeConfiguration.privateKey",
    "splunkConfiguration.hecToken",
  ],
  "kms/customKeyStore": ["keyStorePassword", "xksProxyAuthenticationCredential.rawSecretAccessKey"],
  "lb/listener": ["defaultActions.authenticateOidc.clientSecret"],
  "lb/listenerRule": ["actions.authenticateOidc.clientSecret"],
  "medialive/channel": [
    "encoderSettings.outputGroups.outputGroupSettings.hlsGroupSettings.hlsCdnSettings.hlsAkamaiSettings.token",
  ],
  "memorydb/user": ["authenticationMode.passwords"],
  "mq/broker": ["users.password", "ldapServerMetadata.serviceAccountPassword"],
  "opensearch/domain": ["advancedSecurityOptions.masterUserOptions.masterUserPassword"],
  "quicksight/dataSource": ["credentials.credentialPair.password"],
  "sagemaker/workforce": ["oidcConfig.clientSecret"],
  "securitylake/subscriberNotification": ["configuration.httpsNotificationConfiguration.authorizationApiKeyValue"],
  "sesv2/emailIdentity": ["dkimSigningAttributes.domainSigningPrivateKey"],
  "ssm/parameter": ["insecureValue"],
  "storagegateway/gateway": ["smbActiveDirectorySettings.password"],
  "verifiedaccess/trustProvider": ["oidcOptions.clientSecret", "nativeApplicationOidcOptions.clientSecret"],
};

/**
 * Where variables and options are, the sensitively named ones of which are sensitive inputs: `*` stands for the entries of a
 * map, `[]` for the values of a list of `{ name, value }`, `$` for the document that is there as JSON text. Those of
 * CodeBuild are in build-secrets.ts.
 */
export const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  "amplify/app": ["environmentVariables.*"],
  "amplify/branch": ["environmentVariables.*"],
  "apigateway/stage": ["variables.*"],
  "apigatewayv2/stage": ["stageVariables.*"],
  "apprunner/service": [
    "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables.*",
    "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables.*",
  ],
  "batch/jobDefinition": [
    "containerProperties.$.environment.[]",
    "ecsProperties.$.taskProperties.containers.environment.[]",
    "eksProperties.podProperties.containers.env.*",
    "nodeProperties.$.nodeRangeProperties.container.environment.[]",
  ],
  "bedrock/agentcoreAgentRuntime": ["environmentVariables.*"],
  "bedrock/agentcoreHarness": ["environmentVariables.*"],
  "cloudformation/stack": ["parameters.*"],
  "cloudformation/stackSet": ["parameters.*"],
  "cloudfront/distribution": ["origins.customHeaders.[]"],
  "cognito/identityProvider": ["providerDetails.*"],
  "ecs/taskDefinition": ["containerDefinitions.$.environment.[]"],
  "elasticbeanstalk/configurationTemplate": ["settings.[]"],
  "elasticbeanstalk/environment": ["settings.[]"],
  "glue/connection": ["connectionProperties.*", "athenaProperties.*"],
  "glue/job": ["defaultArguments.*", "nonOverridableArguments.*"],
  "lambda/function": ["environment.variables.*"],
  "lightsail/containerServiceDeploymentVersion": ["containers.environment.*"],
  "mskconnect/connector": ["connectorConfiguration.*"],
  "mwaa/environment": ["airflowConfigurationOptions.*"],
  "sagemaker/model": ["primaryContainer.environment.*", "containers.environment.*"],
  "synthetics/canary": ["runConfig.environmentVariables.*"],
};

type Named = Pick<SensitiveInput, "value" | "name">;

function named(value: Value): Named {
  return { value, name: String(value.path.findLast((key) => typeof key === "string") ?? "value") };
}

/** The values at a path. Lists on the way are walked, unknown and malformed parts have none. */
function reach(value: Value, path: readonly string[]): Named[] {
  const [key, ...rest] = path;
  if (value.isUnknown || value.isAbsent) {
    return key === undefined && value.isUnknown ? [named(value)] : [];
  }
  if (key === undefined) {
    return value.list().map(named);
  }
  if (key === "$") {
    const document = whenKnown(() => value.json());
    return document ? reach(document, rest) : [];
  }
  if (key === "[]") {
    return value.list().flatMap(sensitivePair);
  }
  if (Array.isArray(value.raw)) {
    return value.list().flatMap((item) => reach(item, path));
  }
  if (key === "*") {
    return value.entries().flatMap(([name, entry]) => (isSensitiveName(name) ? [{ value: entry, name }] : []));
  }
  return key === "**" ? sensitiveLeaves(value, 0) : reach(member(value, key), rest);
}

/** The value of a `{ name, value }` pair whose name is sensitive. */
function sensitivePair(pair: Value): Named[] {
  const name = whenKnown(() => member(pair, "name").string());
  if (name === undefined || !isSensitiveName(name)) {
    return [];
  }
  return [{ value: member(pair, "value"), name }];
}

function sensitiveLeaves(value: Value, depth: number): Named[] {
  if (value.isUnknown || depth > 8) {
    return [];
  }
  if (Array.isArray(value.raw)) {
    return value.list().flatMap((item) => sensitiveLeaves(item, depth + 1));
  }
  return value.entries().flatMap(([name, entry]) => {
    if (typeof entry.raw === "object") {
      return sensitiveLeaves(entry, depth + 1);
    }
    return isSensitiveName(name) ? [{ value: entry, name }] : [];
  });
}

/** A member of a document; AWS's own writing of a name in documents begins with a capital, and providers take both. */
function member(value: Value, key: string): Value {
  const capital = key.charAt(0).toUpperCase() + key.slice(1);
  const isCapital = isObject(value.raw) && !Object.hasOwn(value.raw, key) && Object.hasOwn(value.raw, capital);
  return value.at(isCapital ? capital : key);
}
