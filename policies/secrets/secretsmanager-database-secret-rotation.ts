import { activeRotation, secretsAndRotations, type RotationView, type SecretView } from "../../aws/secret";
import { definePolicy, integer, type CheckContext } from "../../core";

export default definePolicy({
  name: "secretsmanager-database-secret-rotation",
  category: "secrets",
  requirements: ["SEC-05"],
  severity: "high",
  level: "mandatory",
  title: "Secrets of databases rotate",
  description: "Every secret that holds a database credential is rotated on a schedule.",
  rationale: "Rotation bounds how long a password that leaked can be used; without it, that is for ever.",
  fix: 'Add new aws.secretsmanager.SecretRotation("rotation", { secretId: secret.id, rotationLambdaArn: fn.arn, rotationRules: { automaticallyAfterDays: 30 } }).',
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretrotation/",
  ],
  controls: [
    {
      framework: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      id: "SecretsManager.1",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    },
  ],
  options: {
    maximumDays: integer({
      default: 90,
      minimum: 1,
      maximum: 1000,
      description: "The longest time between two rotations, in days.",
    }),
  },
  subjects: secretsAndRotations,
  needs: "stack-only",
  check(subject, { options, report }) {
    if (subject.isSecret) {
      checkSecret(subject, options.maximumDays, report);
    } else if (subject.isOfManagedSecret) {
      checkManaged(subject, options.maximumDays, report);
    }
  },
});

type Report = CheckContext["report"];

function checkSecret(secret: SecretView, maximum: number, report: Report): void {
  if (!secret.isForDatabase) {
    return;
  }
  const rotation = activeRotation(secret);
  if (rotation) {
    return checkSchedule(rotation, maximum, report);
  }
  const [off] = secret.rotations;
  if (off) {
    report(off.resource.at("rotationEnabled"), {
      found: `The rotation of the database secret "${secret.resource.name}" is turned off.`,
      fix: "Remove rotationEnabled: false and give rotationRules.",
    });
  } else {
    report(secret.resource, {
      found: "The secret holds a database credential, and nothing rotates it.",
      fix: `Add new aws.secretsmanager.SecretRotation("${secret.resource.name}", { secretId: <secret>.id, rotationLambdaArn: <rotation function>.arn, rotationRules: { automaticallyAfterDays: ${Math.min(30, maximum)} } }), or let the service manage the password (manageMasterUserPassword: true) and remove the secret.`,
      key: "rotation",
    });
  }
}

/** Secrets that RDS manages rotate every seven days, unless a program slows that down or stops it. */
function checkManaged(rotation: RotationView, maximum: number, report: Report): void {
  if (rotation.isOff) {
    report(rotation.resource.at("rotationEnabled"), {
      found: "The rotation of the database's managed password is turned off.",
      fix: "Remove the resource: AWS rotates the password every seven days by itself.",
    });
  } else {
    checkSchedule(rotation, maximum, report);
  }
}

function checkSchedule(rotation: RotationView, maximum: number, report: Report): void {
  const { days, rule } = rotation;
  const fix = `Set rotationRules: { automaticallyAfterDays: ${maximum} } or less.`;
  if (rule.isAbsent) {
    report(rotation.resource.at("rotationRules"), { found: "Nothing says how often it rotates.", fix });
  } else if (days === undefined || days <= 0) {
    report(rule, { found: `${rule.display} is no schedule of Secrets Manager.`, fix });
  } else if (days > maximum) {
    report(rule, { found: `It rotates every ${Math.ceil(days)} days; at most ${maximum} are allowed.`, fix });
  }
}
