import { policies, SETTINGS_POLICY } from "../library";
import type { Profile } from "./profile";
import { ALL } from "./settings-file";

/**
 * The ports on which AWS's databases listen unless told otherwise. RDS and Aurora (SQL Server, Oracle, MySQL and MariaDB,
 * PostgreSQL, Db2): https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html; Redshift:
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html; ElastiCache (Redis and Valkey, Memcached):
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html; Neptune:
 * https://docs.aws.amazon.com/neptune/latest/userguide/api-clusters.html; DocumentDB:
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CreateDBCluster.html.
 */
const DATABASE_PORTS = [
  "1433/tcp",
  "1521/tcp",
  "3306/tcp",
  "5432/tcp",
  "50000/tcp",
  "5439/tcp",
  "6379/tcp",
  "11211/tcp",
  "8182/tcp",
  "27017/tcp",
];

/** Policies that enforce no requirement but tell what the settings did: an exemption that is listed must not stop anything. */
const TELLERS = policies
  .map(({ facts }) => facts)
  .filter(({ name, requirements }) => requirements.length === 0 && name !== SETTINGS_POLICY)
  .map(({ name }) => name);

/**
 * Every policy mandatory, and every option that has a stricter mode in it. Numbers stay as the catalogue has them, and so
 * does what is no stricter but another way (one bucket for all trails or one for each), or another profile's demand.
 */
export const STRICT: Profile = {
  name: "strict",
  summary: "Everything is mandatory, and options with a stricter mode use it.",
  settings: {
    [ALL]: { enforcementLevel: "mandatory" },
    ...Object.fromEntries(TELLERS.map((name) => [name, { enforcementLevel: "advisory" }])),
    "data-deletion-protection": { types: everyChoiceOf("data-deletion-protection", "types") },
    "ssm-parameter-secure-string": { secureStringForAll: true },
    "iam-access-analyzer": { askStacksWithRoles: true },
    "iam-no-wildcard-actions": { mode: "strict" },
    "iam-no-wildcard-resources": { typeWildcards: true },
    "account-security-services": { configurationRecording: "required" },
    "vpc-security-services": { configurationRecording: "required" },
    "sns-topic-encryption": { requireCustomerManagedKey: true },
    "network-acl-admin-ports": { additionalPorts: DATABASE_PORTS },
    "security-group-remote-administration": { additionalPorts: DATABASE_PORTS },
  },
};

/** All that a list option can hold. Throws when the policy has no such option: the profile is wrong then. */
function everyChoiceOf(policy: string, option: string): readonly string[] {
  const choices = policies.find(({ facts }) => facts.name === policy)?.options[option]?.schema.items?.enum;
  if (!choices) {
    throw new Error(`${policy} has no option ${option} with choices`);
  }
  return choices;
}
