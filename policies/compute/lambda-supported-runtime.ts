import { foundational } from "../../aws/controls";
import { quote } from "../../aws/permissions";
import { lambdaFunctions, lambdaRuntime, newestRuntime } from "../../aws/lambda";
import { definePolicy, text } from "../../core";

export default definePolicy({
  name: "lambda-supported-runtime",
  category: "compute",
  requirements: ["CMP-07"],
  severity: "medium",
  level: "advisory",
  title: "Lambda functions use supported runtimes",
  description: "A Lambda function uses a runtime that AWS still patches.",
  rationale:
    "AWS closes no holes in a deprecated runtime any more. Some months later the function can no longer be updated, not even to fix a hole of its own.",
  fix: "Set runtime to one that AWS supports.",
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],
  controls: foundational("Lambda.2"),
  options: {
    asOf: text({
      default: "2026-11-21",
      pattern: "^\\d{4}-\\d{2}-\\d{2}$",
      description:
        "The day for which runtimes are judged, as YYYY-MM-DD: a later one tells early what is about to end.",
    }),
  },
  subjects: lambdaFunctions,
  needs: "resource",
  check({ resource }, { options: { asOf }, report }) {
    const value = resource.at("runtime");
    const id = value.string() ?? "";
    const known = lambdaRuntime(id);
    if (!known || known.deprecated > asOf) {
      return;
    }
    report(value, {
      found: `AWS gives the runtime ${quote(id)} no security patches from ${known.deprecated} on, and functions with it cannot be updated from ${known.blocked} on.`,
      fix: `Set runtime: ${quote(newestRuntime(id))}.`,
    });
  },
});
