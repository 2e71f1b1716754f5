import { secretsOf } from "../../aws/secret-parts";
import { originOf, type Origin } from "../../aws/sensitive";
import { allResources, definePolicy, texts, textsMap } from "../../core";

const ORIGINS: readonly Origin[] = ["generated", "configured", "injected", "managed", "reference"];

/** What a finding says of an origin. */
const SAID: Readonly<Record<Origin, string>> = {
  absent: "is absent",
  generated: "is computed from another resource, which is not accepted here",
  configured: "comes from the stack's configuration, which is not accepted here",
  injected: "comes from an environment variable of the run, which is not accepted here",
  managed: "is managed outside of the program, which is not accepted here",
  reference: "is a reference, which is not accepted here",
  literal: "is a literal of the program",
};

/** What to write instead, where a service has a better way than a secret in the configuration. */
const FIXES: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance":
    "Set manageMasterUserPassword: true instead, so that Secrets Manager makes and rotates it.",
  "aws:rds/cluster:Cluster":
    "Set manageMasterUserPassword: true instead, so that Secrets Manager makes and rotates it.",
  "aws:docdb/cluster:Cluster":
    "Set manageMasterUserPassword: true instead, so that Secrets Manager makes and rotates it.",
  "aws:redshift/cluster:Cluster":
    "Set manageMasterPassword: true instead, so that Secrets Manager makes and rotates it.",
  "aws:ecs/taskDefinition:TaskDefinition":
    "Keep it in Secrets Manager and give it to the container by secrets: [{ name, valueFrom: secret.arn }].",
  "aws:batch/jobDefinition:JobDefinition":
    "Keep it in Secrets Manager and give it to the container by secrets: [{ name, valueFrom: secret.arn }].",
  "aws:apprunner/service:Service":
    "Keep it in Secrets Manager and give it to the service by runtimeEnvironmentSecrets.",
  "aws:lambda/function:Function":
    "Keep it in Secrets Manager, give the function the secret's ARN, and read the secret at run time.",
};

export default definePolicy({
  name: "secret-not-literal",
  category: "secrets",
  requirements: ["SEC-02"],
  severity: "critical",
  level: "mandatory",
  title: "Secrets are not written in the program",
  description: "Passwords, tokens and other sensitive inputs are never literals of the program.",
  rationale:
    "A literal stands in the repository and its history for ever, is the same in every environment, and cannot be rotated. pulumi.secret() and Output.secret() hide it in the state only, so they do not help.",
  fix: 'Take it from the configuration (pulumi config set --secret, then new pulumi.Config().requireSecret("...")), generate it (random.RandomPassword), or set a placeholder once and add ignoreChanges for the property.',
  references: [
    "https://www.pulumi.com/docs/iac/concepts/secrets/",
    "https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/",
  ],
  options: {
    furtherInputs: textsMap({
      default: {},
      description: "Further sensitive inputs: dotted paths without indices, by resource type.",
    }),
    acceptedOrigins: texts({
      default: ORIGINS,
      choices: ORIGINS,
      description: "Where a secret may come from. A literal is never accepted.",
    }),
  },
  subjects: allResources,
  needs: "stack",
  check(resource, context) {
    const { options, each, report } = context;
    const secrets = secretsOf(resource, context, options.furtherInputs[resource.type]);
    if (secrets.length === 0) {
      return context.notApplicable();
    }
    each(secrets, ({ value, name }) => {
      const origin = originOf(value, context);
      if (origin === "absent" || options.acceptedOrigins.includes(origin)) {
        return;
      }
      const fix = FIXES[resource.type];
      report(value, {
        found: `${name} ${SAID[origin]}.`,
        ...(fix !== undefined && { fix }),
      });
    });
  },
});
