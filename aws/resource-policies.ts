import { some, view, type Graph, type Resource, type Subject, type Value } from "../core";
import { ownAccount } from "./account";
import { LOAD_BALANCING_ACCOUNTS } from "./log-services";
import {
  accountOf,
  documentAt,
  isEveryone,
  mustMatch,
  Statement,
  type Condition,
  type PolicyDocument,
  type Principal,
} from "./policy-document";

/** One policy that stands on a resource and says who may use it. */
export class ResourcePolicy implements Subject {
  private readonly document: PolicyDocument | undefined;

  constructor(
    readonly resource: Resource,
    private readonly value: Value,
  ) {
    this.document = PERMISSIONS.includes(resource.type) ? undefined : documentAt(resource, value);
  }

  /** The statements that grant. A permission resource is one statement, at its own properties. */
  get allowStatements(): readonly Statement[] {
    return this.document?.allowStatements ?? [new Statement(this.value)];
  }

  /** See `PolicyDocument.denies`. */
  denies(action: string): boolean {
    return this.document?.denies(action) ?? false;
  }

  /**
   * The principal outside of the resource's account to which a statement grants: everyone, or another account. Everyone
   * under a condition that fixes the account is that account. Undecided when the own account is not known.
   */
  outsider(statement: Statement): string | undefined {
    if (statement.hasNotPrincipal) {
      return "everyone but those in NotPrincipal";
    }
    if (!some(statement.principals(), isEveryone)) {
      return this.foreign(statement.principals());
    }
    return some(statement.conditions, (one) => this.fixesOwnAccount(one)) ? undefined : "everyone";
  }

  /** Accounts by which AWS itself delivers logs are a service (STO-10), not another account. */
  private foreign(principals: Iterable<Principal>): string | undefined {
    let found: string | undefined;
    some(principals, (principal) => {
      const account = accountOf(principal);
      const isOutside =
        account !== undefined && !LOAD_BALANCING_ACCOUNTS.has(account) && account !== ownAccount(this.resource);
      found = isOutside ? `account ${account}` : undefined;
      return found !== undefined;
    });
    return found;
  }

  private fixesOwnAccount(condition: Condition): boolean {
    if (!mustMatch(condition) || (condition.key !== "" && !ACCOUNT_KEYS.has(condition.key))) {
      return false;
    }
    const accounts = condition.values.strings();
    return accounts.length > 0 && accounts.every((account) => account === ownAccount(this.resource));
  }
}

/** Conditions that fix the caller's account: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const ACCOUNT_KEYS = new Set(["aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"]);

/** Resources that are one statement: action and principal as properties. */
const PERMISSIONS: readonly string[] = [
  "aws:lambda/permission:Permission",
  "aws:lambda/layerVersionPermission:LayerVersionPermission",
];

/**
 * Where resource policies stand. KMS keys are left out, their policies have rules of their own (SEC-08 to SEC-10), and so
 * are VPC endpoint policies, which grant nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "aws:acmpca/policy:Policy": "policy",
  "aws:amp/resourcePolicy:ResourcePolicy": "policyDocument",
  "aws:apigateway/domainName:DomainName": "policy",
  "aws:apigateway/restApi:RestApi": "policy",
  "aws:apigateway/restApiPolicy:RestApiPolicy": "policy",
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": "policy",
  "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy": "accessPolicy",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
  "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": "deliveryDestinationPolicy",
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:codeartifact/domainPermissions:DomainPermissions": "policyDocument",
  "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy": "policyDocument",
  "aws:codebuild/resourcePolicy:ResourcePolicy": "policy",
  "aws:dsql/clusterPolicy:ClusterPolicy": "policy",
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
  "aws:ecr/registryPolicy:RegistryPolicy": "policy",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "repositoryPolicy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:ecrpublic/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
  "aws:elasticsearch/domain:Domain": "accessPolicies",
  "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:glacier/vault:Vault": "accessPolicy",
  "aws:glacier/vaultLock:VaultLock": "policy",
  "aws:glue/resourcePolicy:ResourcePolicy": "policy",
  "aws:iam/role:Role": "assumeRolePolicy",
  "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
  "aws:lambda/resourcePolicy:ResourcePolicy": "policy",
  "aws:mediastore/containerPolicy:ContainerPolicy": "policy",
  "aws:msk/clusterPolicy:ClusterPolicy": "policy",
  "aws:networkfirewall/resourcePolicy:ResourcePolicy": "policy",
  "aws:oam/sinkPolicy:SinkPolicy": "policy",
  "aws:opensearch/domain:Domain": "accessPolicies",
  "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:opensearchingest/resourcePolicy:ResourcePolicy": "policy",
  "aws:redshift/resourcePolicy:ResourcePolicy": "policy",
  "aws:redshiftserverless/resourcePolicy:ResourcePolicy": "policy",
  "aws:s3/accessPoint:AccessPoint": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketV2:BucketV2": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy": "policy",
  "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": "policy",
  "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy": "policy",
  "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
  "aws:s3control/bucketPolicy:BucketPolicy": "policy",
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": "policy",
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
  "aws:s3tables/tablePolicy:TablePolicy": "resourcePolicy",
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": "resourcePolicy",
  "aws:schemas/registryPolicy:RegistryPolicy": "policy",
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:ses/identityPolicy:IdentityPolicy": "policy",
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": "policy",
  "aws:sns/topic:Topic": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sqs/queue:Queue": "policy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:vpclattice/authPolicy:AuthPolicy": "policy",
  "aws:vpclattice/resourcePolicy:ResourcePolicy": "policy",
  "aws:xray/resourcePolicy:ResourcePolicy": "policyDocument",
};

/** The property that holds each type's resource policy. */
export const RESOURCE_POLICY_DOCUMENTS: ReadonlyMap<string, string> = new Map(Object.entries(DOCUMENTS));

export const RESOURCE_POLICY_HOLDERS: readonly string[] = [...RESOURCE_POLICY_DOCUMENTS.keys(), ...PERMISSIONS];

/** Every resource policy of the stack. */
export const resourcePolicies = view(RESOURCE_POLICY_HOLDERS, readResourcePolicies);

function readResourcePolicies(graph: Graph): ResourcePolicy[] {
  return graph.ofType(RESOURCE_POLICY_HOLDERS).flatMap((resource) => {
    const property = RESOURCE_POLICY_DOCUMENTS.get(resource.type);
    const value = property === undefined ? resource.inputs : resource.at(property);
    return value.isAbsent ? [] : [new ResourcePolicy(resource, value)];
  });
}
