import { awsResources } from "../../aws/aws-resources";
import { isSensitiveName, originOf } from "../../aws/sensitive";
import { sensitiveInputs } from "../../aws/sensitive-inputs";
import { credentialsIn, findTexts, inputTexts } from "../../aws/texts";
import { definePolicy, findAssignments, findCredentials, looksRandom } from "../../core";

export default definePolicy({
  name: "password-in-plain-text",
  category: "secrets",
  requirements: ["SEC-03"],
  severity: "high",
  level: "advisory",
  title: "No text sets a password",
  description:
    "No user data, buildspec, definition or plain environment variable sets a password to something that looks like one.",
  rationale:
    "A random-looking text that is assigned to a name like DB_PASSWORD is most likely a password, and such text is stored and shown in clear.",
  fix: "Keep it in Secrets Manager and read it at run time: $(aws secretsmanager get-secret-value ...) in a script, secrets or a reference in a definition.",
  references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"],
  subjects: awsResources,
  needs: "resource",
  check(resource, context) {
    const { each, report } = context;
    const isWorthReading = (text: string): boolean =>
      findAssignments(text, isSensitiveName).length > 0 && findCredentials(text).length === 0;
    for (const { place, readings } of findTexts(inputTexts(resource), isWorthReading)) {
      const names = new Set(readings.flatMap((text) => findAssignments(text, isSensitiveName).map(({ name }) => name)));
      report(place, { found: `It sets ${[...names].join(", ")} to what looks like a password.` });
    }
    const variables = sensitiveInputs(resource).filter(({ isVariable }) => isVariable);
    each(variables, ({ value, name }) => {
      const text = value.string() ?? "";
      // A literal is for the policy about literals, a credential for the one about credentials.
      if (
        looksRandom(text) &&
        credentialsIn(text, name).length === 0 &&
        ["configured", "injected"].includes(originOf(value, context))
      ) {
        report(value, { found: `The variable ${name} holds what looks like a password, in clear.` });
      }
    });
  },
});
