import { addTo, view, type Graph, type Resource, type StackFacts, type Subject, type Value } from "../core";
import { subnetsOfGroup, type Places } from "./placement";
import { regionOf } from "./region";
import * as types from "./types";

export type DatabaseService = "RDS" | "DocumentDB" | "Neptune" | "Redshift";

/** What the resource types of databases call the same things. */
interface Kind {
  readonly service: DatabaseService;
  /** "instance" or "cluster", as a sentence names it. */
  readonly label: string;
  /** The switch that lets Secrets Manager make and rotate the password; none where there are no passwords. */
  readonly manages?: string;
  readonly passwords: readonly string[];
  readonly subnetGroup: string;
  readonly subnetGroups: readonly string[];
  readonly retention: string;
  /** How long backups are kept when the program does not say it. */
  readonly unsetRetention: number;
  readonly members: readonly string[];
}

/**
 * Inputs and defaults of @pulumi/aws 7.48.0, from the descriptions of its inputs: https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/,
 * .../rds/cluster/, .../docdb/cluster/, .../neptune/cluster/, .../redshift/cluster/
 */
const KINDS: Readonly<Record<string, Kind>> = {
  "aws:rds/instance:Instance": {
    service: "RDS",
    label: "instance",
    manages: "manageMasterUserPassword",
    passwords: ["password", "passwordWo"],
    subnetGroup: "dbSubnetGroupName",
    subnetGroups: types.DB_SUBNET_GROUP,
    retention: "backupRetentionPeriod",
    unsetRetention: 0,
    members: [],
  },
  "aws:rds/cluster:Cluster": {
    service: "RDS",
    label: "cluster",
    manages: "manageMasterUserPassword",
    passwords: ["masterPassword", "masterPasswordWo"],
    subnetGroup: "dbSubnetGroupName",
    subnetGroups: types.DB_SUBNET_GROUP,
    retention: "backupRetentionPeriod",
    unsetRetention: 1,
    members: types.RDS_CLUSTER_INSTANCE,
  },
  "aws:docdb/cluster:Cluster": {
    service: "DocumentDB",
    label: "cluster",
    manages: "manageMasterUserPassword",
    passwords: ["masterPassword", "masterPasswordWo"],
    subnetGroup: "dbSubnetGroupName",
    // RDS, DocumentDB and Neptune share their subnet groups.
    subnetGroups: [...types.DOCDB_SUBNET_GROUP, ...types.DB_SUBNET_GROUP],
    retention: "backupRetentionPeriod",
    unsetRetention: 1,
    members: types.DOCDB_CLUSTER_INSTANCE,
  },
  "aws:neptune/cluster:Cluster": {
    service: "Neptune",
    label: "cluster",
    passwords: [],
    subnetGroup: "neptuneSubnetGroupName",
    subnetGroups: [...types.NEPTUNE_SUBNET_GROUP, ...types.DB_SUBNET_GROUP],
    retention: "backupRetentionPeriod",
    unsetRetention: 1,
    members: types.NEPTUNE_CLUSTER_INSTANCE,
  },
  "aws:redshift/cluster:Cluster": {
    service: "Redshift",
    label: "cluster",
    manages: "manageMasterPassword",
    passwords: ["masterPassword", "masterPasswordWo"],
    subnetGroup: "clusterSubnetGroupName",
    subnetGroups: types.REDSHIFT_SUBNET_GROUP,
    retention: "automatedSnapshotRetentionPeriod",
    unsetRetention: 1,
    members: [],
  },
};

/** Where a database's data comes from, when it does not begin empty. */
export type DatabaseSource = "replica" | "snapshot" | "point in time" | "global cluster";

/** The types of database resources, the members of clusters aside. */
export const DATABASES: readonly string[] = Object.keys(KINDS);

/** A database instance or cluster. */
export class DatabaseView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    private readonly kind: Kind,
  ) {}

  get service(): DatabaseService {
    return this.kind.service;
  }

  /** "RDS instance", "Redshift cluster". */
  get label(): string {
    return `${this.kind.service} ${this.kind.label}`;
  }

  get isInstance(): boolean {
    return types.RDS_INSTANCE.includes(this.resource.type);
  }

  /** Whether the service has a password for its first user; Neptune authenticates by IAM. */
  get hasPassword(): boolean {
    return this.kind.passwords.length > 0;
  }

  /** The input that lets Secrets Manager make, keep and rotate the password: `manageMasterUserPassword`. */
  get managedPasswordInput(): string {
    return this.kind.manages ?? "";
  }

  /** Whether Secrets Manager makes, keeps and rotates the password. */
  get isPasswordManaged(): boolean {
    const { manages } = this.kind;
    return manages !== undefined && this.resource.at(manages).boolean() === true;
  }

  /** The inputs that take a password. */
  get passwordInputs(): readonly string[] {
    return this.kind.passwords;
  }

  /** The passwords that the program sets, write-only ones included. */
  get passwords(): readonly Value[] {
    return this.kind.passwords.map((input) => this.resource.at(input)).filter((value) => !value.isAbsent);
  }

  /**
   * Where the data comes from. A member of a global cluster that names no first user is a secondary; a primary has one.
   * Neptune has no users, so that a member of a global cluster counts as a secondary there.
   */
  get source(): DatabaseSource | undefined {
    const isSet = (...inputs: string[]): boolean => inputs.some((input) => !this.resource.at(input).isAbsent);
    if (isSet("replicateSourceDb", "replicationSourceIdentifier")) {
      return "replica";
    }
    if (isSet("snapshotIdentifier", "snapshotArn")) {
      return "snapshot";
    }
    if (isSet("restoreToPointInTime")) {
      return "point in time";
    }
    return isSet("globalClusterIdentifier") && !isSet("masterUsername") ? "global cluster" : undefined;
  }

  /** Whether it only follows another database that is backed up and written to elsewhere. */
  get isFollower(): boolean {
    return this.source === "replica" || this.source === "global cluster";
  }

  /** The source of a replica as the program names it. */
  private get replicated(): Value {
    const instance = this.resource.at("replicateSourceDb");
    return instance.isAbsent ? this.resource.at("replicationSourceIdentifier") : instance;
  }

  /** Whether it is a replica of a database in another region, as far as the program shows both regions. */
  isCrossRegionReplica(stack: StackFacts): boolean {
    if (this.source !== "replica") {
      return false;
    }
    const own = regionOf(this.resource, stack);
    const source = this.sourceRegion(stack);
    return own !== undefined && source !== undefined && own !== source;
  }

  /** A source in the same region is named by its identifier, one elsewhere by its ARN. */
  private sourceRegion(stack: StackFacts): string | undefined {
    const { replicated } = this;
    const told =
      this.resource.at("sourceRegion").string() ??
      (replicated.isUnknown ? undefined : regionInArn(replicated.string() ?? ""));
    if (told !== undefined || (!replicated.isUnknown && !this.graph.isComplete)) {
      return told;
    }
    const link = this.graph.follow(replicated, DATABASES);
    return link.kind === "inside" ? regionOf(link.resources[0], stack) : undefined;
  }

  /** The database in this stack that it is a replica of. */
  private get sourceDatabase(): Resource | undefined {
    const link = this.graph.follow(this.replicated, DATABASES);
    return link.kind === "inside" ? link.resources[0] : undefined;
  }

  /** The engine in lower case: a replica's is its source's. Undefined when another stack or a snapshot knows it. */
  get engine(): string | undefined {
    const own = this.resource.at("engine").string();
    const text = own ?? (this.source === "replica" ? this.sourceDatabase?.at("engine").string() : undefined);
    return text?.toLowerCase();
  }

  /** Whether read replicas of the stack have it as their source. Undecided while they are not known. */
  get isReplicated(): boolean {
    const { graph, resource } = this;
    return this.isInstance
      ? graph.referrers(resource, types.RDS_INSTANCE, "replicateSourceDb").length > 0
      : graph.referrers(resource, types.RDS_CLUSTER, "replicationSourceIdentifier").length > 0;
  }

  /** A cluster of one writer and two readers in three zones, made and replaced by RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html */
  get isMultiAzCluster(): boolean {
    return !this.resource.at("dbClusterInstanceClass").isAbsent;
  }

  /** Clusters without instances of their own: Aurora Serverless v1 and Limitless. */
  get hasNoInstances(): boolean {
    return (
      this.resource.at("engineMode").string() === "serverless" ||
      this.resource.at("clusterScalabilityType").string() === "limitless"
    );
  }

  /** The instances of a cluster. Undecided while one more may turn out to be its. */
  get instances(): readonly Resource[] {
    const { graph, resource, kind } = this;
    // A member may name the cluster by the identifier that the program gives it, which is its id only once it is created.
    const named = membersByName(graph, kind.members).get(resource.at("clusterIdentifier").raw) ?? [];
    const found = named.length > 1 ? named : graph.referrers(resource, kind.members, "clusterIdentifier");
    if (found.length < 2) {
      if (graph.ofType(kind.members).some((member) => typeof member.at("clusterIdentifier").raw === "string")) {
        // While the cluster's own is not known, a member that writes one out may mean this cluster.
        resource.at("clusterIdentifier").string();
      }
      graph.demandReferrersKnown(resource, kind.members, "clusterIdentifier");
    }
    return [...new Set([...named, ...found])];
  }

  /** How many readers Application Auto Scaling keeps at least: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
  get scaledReaders(): number {
    const targets = this.graph.allOfType(types.SCALING_TARGET).filter((target) => this.isScaledBy(target));
    return targets.reduce((sum, target) => sum + (target.at("minCapacity").number() ?? 0), 0);
  }

  private isScaledBy(target: Resource): boolean {
    const { graph, resource } = this;
    const scaled = target.at("resourceId");
    const clusters = sourcesOf(graph, scaled).filter((one) => DATABASES.includes(one.type));
    if (clusters.length > 0) {
      return clusters.includes(resource);
    }
    const name = /^cluster:(.+)$/.exec(scaled.string() ?? "")?.[1];
    return name !== undefined && [resource.output("clusterIdentifier").raw, resource.output("id").raw].includes(name);
  }

  /** How many days backups are kept, where that stands, and what holds when the program does not say it. */
  get backupRetention(): { readonly value: Value; readonly unset: number } {
    return { value: this.resource.at(this.kind.retention), unset: this.kind.unsetRetention };
  }

  /** The property that names its subnet group. */
  get subnetGroup(): Value {
    return this.resource.at(this.kind.subnetGroup);
  }

  /** The subnets of its subnet group, as that group lists them; none when another stack has the group. */
  get subnetLists(): Places {
    return subnetsOfGroup(this.graph, this.subnetGroup, this.kind.subnetGroups);
  }
}

/** The members of clusters by the literal that they name their cluster with. */
function membersByName(graph: Graph, members: readonly string[]): ReadonlyMap<unknown, readonly Resource[]> {
  graph.demandComplete();
  return graph.view(`cluster members ${members.join(",")}`, () => {
    const byName = new Map<unknown, Resource[]>();
    for (const member of graph.ofType(members)) {
      const cluster = member.at("clusterIdentifier");
      if (!cluster.isUnknown && typeof cluster.raw === "string") {
        addTo(byName, cluster.raw, member);
      }
    }
    return byName;
  });
}

/** The region that an ARN names. */
export function regionInArn(text: string): string | undefined {
  return /^arn:[\w-]+:[\w-]+:([a-z0-9-]+):/.exec(text)?.[1];
}

/** The databases that the program manages. */
export const databases = view(DATABASES, (graph) => databasesOf(graph, DATABASES));

/** Databases with passwords: all but Neptune's. */
export const databasesWithPasswords = view(
  DATABASES.filter((type) => (KINDS[type]?.passwords.length ?? 0) > 0),
  (graph) => databases.of(graph).filter((database) => database.hasPassword),
);

/** The instances and clusters of RDS. */
export const rdsDatabases = view([...types.RDS_INSTANCE, ...types.RDS_CLUSTER], (graph) =>
  databasesOf(graph, [...types.RDS_INSTANCE, ...types.RDS_CLUSTER]),
);

function databasesOf(graph: Graph, of: readonly string[]): DatabaseView[] {
  return graph.ofType(of).flatMap((resource) => databaseOf(resource) ?? []);
}

/** The view of a database's resource; undefined when it is none or the program only reads it. */
export function databaseOf(resource: Resource): DatabaseView | undefined {
  const kind = KINDS[resource.type];
  return kind && resource.isAnalysed ? new DatabaseView(resource.graph, resource, kind) : undefined;
}

/** What computed the passwords of the stack's databases: generators, secrets, other stacks. Once per graph. */
export function passwordSources(graph: Graph): ReadonlySet<Resource> {
  graph.demandComplete();
  return graph.view(passwordSources, () => {
    const passwords = databasesWithPasswords.of(graph).flatMap((database) => database.passwords);
    const sources = passwords.flatMap((password) => sourcesOf(graph, password));
    return new Set(sources.flatMap((source) => [source, ...onlySourceOf(source)]));
  });
}

/** What made the text of a secret version, when that is one resource, so that it is what the password is. */
function onlySourceOf(version: Resource): readonly Resource[] {
  const sources = types.SECRET_VERSION.includes(version.type)
    ? ["secretString", "secretStringWo"].flatMap((property) => version.propertyDependencies(property))
    : [];
  return sources.length === 1 ? sources : [];
}

/** The resources that a value was computed from; what stands in a component is meant by the component too. */
export function sourcesOf(graph: Graph, value: Value): readonly Resource[] {
  const property = value.path[0];
  const owner = graph.byUrn(value.owner.urn);
  const sources = owner && typeof property === "string" ? owner.propertyDependencies(property) : [];
  return sources.flatMap((one) => [one, ...graph.descendantsOfComponent(one)]);
}
