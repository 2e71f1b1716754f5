import {
  find,
  isObject,
  REDACTED,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type Subject,
  type Value,
  wordsOf,
} from "../core";
import { globMatches } from "./actions";
import { databaseOf, DATABASES, passwordSources, sourcesOf } from "./database";
import { RANDOM_NUMBERS, RANDOM_PASSWORD, RANDOM_STRING } from "./random";
import { longestPause } from "./schedule";
import { holds } from "./sensitive";
import { grantFor } from "./service-grant";
import { PolicyDocument } from "./policy-document";
import * as types from "./types";

const SECRETS_MANAGER = "secretsmanager.amazonaws.com";
const INVOKE = "lambda:InvokeFunction";

/** A secret of Secrets Manager with its versions and rotations. */
export class SecretView implements Subject {
  readonly isSecret = true;

  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /** Its name, or what its name begins with, as the program chose it; else what the program calls it. */
  get name(): string {
    const { resource } = this;
    return resource.at("name").string() ?? resource.at("namePrefix").string() ?? resource.name;
  }

  private get versions(): readonly Resource[] {
    return this.graph.referrers(this.resource, types.SECRET_VERSION, "secretId");
  }

  /** What its versions hold: text, write-only text and binary, as far as the program sets them. */
  get values(): readonly Value[] {
    return this.versions.flatMap(valuesOfVersion);
  }

  /** Undecided when there is none, but one that may turn out to be its. */
  get rotations(): readonly RotationView[] {
    return this.graph
      .referrers(this.resource, types.SECRET_ROTATION, "secretId")
      .map((one) => new RotationView(this.graph, one));
  }

  /**
   * Whether it holds a database credential: its name says so, a version has a user name and a password in JSON, or a version
   * was computed from a database or from what a database's password was computed from.
   */
  get isForDatabase(): boolean {
    return some(
      [
        () => isDatabaseName(this.name),
        () => this.isPasswordSource,
        () => some(this.values, (one) => this.isCredential(one)),
      ],
      (test) => test(),
    );
  }

  private get isPasswordSource(): boolean {
    const sources = passwordSources(this.graph);
    return sources.has(this.resource) || this.versions.some((one) => sources.has(one));
  }

  private isCredential(value: Value): boolean {
    const { graph } = this;
    return some(
      [
        () => some(sourcesOf(graph, value), (one) => mayGivePassword(one) || isPasswordGenerator(graph, one)),
        () => isDatabaseUser(documentIn(value), this.name),
      ],
      (test) => test(),
    );
  }

  /**
   * Whether a version tells which database it is for, as rotation functions need it. Undecided when the stack sets no version,
   * or one whose text is managed elsewhere. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
   */
  get isLinkedToDatabase(): boolean {
    const values = this.values.filter((value) => !isManagedElsewhere(this.graph, value));
    if (values.length === 0) {
      throw new Undecided("the secret's value");
    }
    return some(values, (value) => {
      const isComputed = sourcesOf(this.graph, value).some((one) => DATABASES.includes(one.type));
      return isComputed || LINKS.some((key) => documentIn(value)?.at(key).isPresent === true);
    });
  }
}

/** The keys by which a secret names its database. They are case-sensitive. */
const LINKS = ["host", "dbInstanceIdentifier", "dbClusterIdentifier"];

/** A rotation of a secret. */
export class RotationView implements Subject {
  readonly isSecret = false;

  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  get isOff(): boolean {
    return this.resource.at("rotationEnabled").boolean() === false;
  }

  /** Whether it rotates a secret that AWS made and rotates, such as the one of a database's managed password. */
  get isOfManagedSecret(): boolean {
    return (
      this.graph.follow(this.resource.at("secretId"), types.SECRET).kind === "outside" &&
      sourcesOf(this.graph, this.resource.at("secretId")).some((one) => DATABASES.includes(one.type))
    );
  }

  /** What says how often it rotates. */
  get rule(): Value {
    const rules = this.resource.at("rotationRules");
    const schedule = rules.at("scheduleExpression");
    return schedule.isAbsent ? rules.at("automaticallyAfterDays") : schedule;
  }

  /** The longest time between two rotations in days; undefined when nothing (understandable) says it. */
  get days(): number | undefined {
    const { rule } = this;
    return rule.path.at(-1) === "scheduleExpression" ? longestPause(rule.string() ?? "") : rule.number();
  }

  /** The property that names the rotation function. */
  get function(): Value {
    return this.resource.at("rotationLambdaArn");
  }

  /** The functions of this stack that it calls, which Secrets Manager may not invoke for this secret. */
  forbiddenFunctions(secret: Resource): readonly Resource[] {
    const functions = this.graph.resourcesAt(this.function, types.LAMBDA_FUNCTION).filter((one) => one.isAnalysed);
    return functions.filter((one) => !mayInvoke(this.graph, one, secret));
  }
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_turn-on-cli.html */
function mayInvoke(graph: Graph, lambda: Resource, secret: Resource): boolean {
  const permissions = graph.referrers(lambda, types.LAMBDA_PERMISSION, "function");
  if (some(permissions, (one) => permits(graph, one, secret))) {
    return true;
  }
  graph.demandReferrersKnown(lambda, types.LAMBDA_PERMISSION, "function");
  const policies = graph.referrers(lambda, types.LAMBDA_RESOURCE_POLICY, "resourceArn");
  return some(policies, (one) => {
    const document = new PolicyDocument(one.at("policy"));
    return (
      grantFor(document, { service: SECRETS_MANAGER, action: INVOKE, resource: lambda.output("arn") }).kind ===
      "granted"
    );
  });
}

function permits(graph: Graph, permission: Resource, secret: Resource): boolean {
  const principal = permission.at("principal").string()?.trim().toLowerCase();
  const action = permission.at("action").string() ?? "";
  if (
    (principal !== SECRETS_MANAGER && principal !== "*") ||
    !globMatches(action.toLowerCase(), INVOKE.toLowerCase())
  ) {
    return false;
  }
  const source = permission.at("sourceArn");
  const link = graph.follow(source, types.SECRET);
  if (link.kind !== "outside") {
    return link.kind === "absent" || link.resources.includes(secret);
  }
  return globMatches(source.string() ?? "", secret.output("arn").string() ?? "");
}

/** The secrets that the program manages; secrets of other vendors (`type`) rotate by themselves. */
export const secrets = view(types.SECRET, (graph) => graph.ofType(types.SECRET).flatMap((one) => secretOf(one) ?? []));

function secretOf(resource: Resource): SecretView | undefined {
  return resource.isAnalysed && resource.at("type").isAbsent ? new SecretView(resource.graph, resource) : undefined;
}

/** Every rotation that the program sets up. */
export const rotations = view(types.SECRET_ROTATION, (graph) =>
  graph
    .ofType(types.SECRET_ROTATION)
    .filter((one) => one.isAnalysed)
    .map((one) => new RotationView(graph, one)),
);

/** Secrets, and rotations, which may be of secrets that AWS made. */
export const secretsAndRotations = view<SecretView | RotationView>(
  [...types.SECRET, ...types.SECRET_ROTATION],
  (graph) => [...secrets.of(graph), ...rotations.of(graph)],
);

/** The secrets of the stack that a rotation is for. */
export function secretsOfRotation({ graph, resource }: RotationView): readonly SecretView[] {
  return graph.resourcesAt(resource.at("secretId"), types.SECRET).flatMap((one) => secretOf(one) ?? []);
}

function valuesOfVersion(version: Resource): Value[] {
  return [version.at("secretString"), version.at("secretStringWo"), version.at("secretBinary")].filter(
    (one) => !one.isAbsent,
  );
}

/**
 * Whether a secret version of the stack stores a database's password: it has the text inside, or, while that is not known, it
 * was computed from the database or from what the password was computed from.
 */
export function isStoredInSecret(graph: Graph, password: Value, database: Resource): boolean {
  const sources = new Set<Resource>([database, ...sourcesOf(graph, password)]);
  return some(graph.allOfType(types.SECRET_VERSION).flatMap(valuesOfVersion), (value) => {
    if (isText(value) && isText(password)) {
      return holds(decoded(value), password.string() ?? "");
    }
    const origins = sourcesOf(graph, value);
    if (origins.some((one) => sources.has(one))) {
      return true;
    }
    // What was computed from nothing here may be anything, and so may hold what does not come from a resource.
    if (value.isUnknown && (origins.length === 0 || sources.size === 1)) {
      throw new Undecided("the secret's value");
    }
    return false;
  });
}

/** Whether the program leaves the value to others: a placeholder with ignoreChanges, a redacted value of an exported state. */
function isManagedElsewhere(graph: Graph, value: Value): boolean {
  const property = value.path[0];
  const owner = graph.byUrn(value.owner.urn);
  return value.raw === REDACTED || (typeof property === "string" && owner?.ignoresChangesOf(property) === true);
}

function isText(value: Value): boolean {
  return typeof value.raw === "string" && !value.isUnknown && value.raw !== REDACTED;
}

function decoded(value: Value): string {
  const text = value.string() ?? "";
  return value.path[0] === "secretBinary" ? Buffer.from(text, "base64").toString() : text;
}

/** What can make a password, as opposed to what only hands one on or names something. */
function isPasswordGenerator(graph: Graph, resource: Resource): boolean {
  return GENERATORS.has(resource.type) && passwordSources(graph).has(resource);
}

const GENERATORS: ReadonlySet<string> = new Set([RANDOM_PASSWORD, RANDOM_STRING, ...RANDOM_NUMBERS]);

/** Whether a value that is computed from it may hold a password: Neptune has none, and managed ones are never shown. */
function mayGivePassword(resource: Resource): boolean {
  const database = databaseOf(resource);
  return database ? database.hasPassword && !database.isPasswordManaged : DATABASES.includes(resource.type);
}

/** The JSON object that a version holds; undefined when it is none. Throws `Undecided` when not known. */
function documentIn(value: Value): Value | undefined {
  if (value.isUnknown) {
    throw new Undecided("the secret's value");
  }
  const document = whenKnown(() => value.json());
  return document && isObject(document.raw) ? document : undefined;
}

/** Whether a document has a user name and a password, and is not another service's by the secret's name: `AmazonMSK_orders`. */
function isDatabaseUser(document: Value | undefined, name: string): boolean {
  const keys = document?.keys().map((key) => key.toLowerCase().replace(/[^a-z]/g, "")) ?? [];
  const has = (names: readonly string[]): boolean => names.some((one) => keys.includes(one));
  const isOther = wordsOf(name).some((word) => OTHER_SERVICES.has(word)) && !has(DATABASE_KEYS);
  return has(USER_KEYS) && has(PASSWORD_KEYS) && !isOther;
}

const USER_KEYS = ["username", "user", "masterusername", "dbuser", "dbusername"];
const PASSWORD_KEYS = ["password", "masterpassword", "dbpassword"];
const DATABASE_KEYS = ["engine", "dbname", "dbinstanceidentifier", "dbclusteridentifier"];

/**
 * Words that mean another service that takes a user name and a password in JSON, such as private registries and Amazon MSK:
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-tutorial.html
 */
const OTHER_SERVICES: ReadonlySet<string> = new Set(
  "smtp mail email registry docker dockerhub artifactory nexus npm kafka msk rabbitmq activemq broker ldap sftp ftp vpn github gitlab bitbucket jira jenkins grafana".split(
    " ",
  ),
);

/** Words that mean a database or its engine. */
const DATABASE_WORDS: ReadonlySet<string> = new Set(
  "db database databases rds aurora postgres postgresql mysql mariadb docdb documentdb mongodb redshift sqlserver".split(
    " ",
  ),
);

/** Words that say that a database's secret is no user's password: an encryption key, a certificate; DynamoDB has no passwords. */
const OTHER_SECRETS: ReadonlySet<string> = new Set(
  "key keys certificate cert certs ca token license webhook dynamo".split(" "),
);

/** Whether a name has a word that means a database: `ordersDb`. */
export function namesDatabase(name: string): boolean {
  return wordsOf(name).some((word) => DATABASE_WORDS.has(word));
}

/** Whether a name says that the secret is a database's credential: `prod/db/master`, not `db-encryption-key`. */
function isDatabaseName(name: string): boolean {
  return namesDatabase(name) && !wordsOf(name).some((word) => OTHER_SECRETS.has(word));
}

/** The first rotation that rotates, of those that a secret has. */
export function activeRotation(secret: SecretView): RotationView | undefined {
  return find(secret.rotations, (one) => !one.isOff)?.item;
}
