import { ASKED, workloads, type Workload } from "../../aws/workload-alarms";
import { definePolicy, isProtected, ownEnvironments, text, textsMap } from "../../core";

/** From the one that matters least. Environments of other names are asked whatever the minimum is. */
const ENVIRONMENTS = ["sandbox", "dev", "test", "uat", "staging", "prod"];

export default definePolicy({
  name: "workload-alarms",
  category: "logging",
  requirements: ["LOG-16"],
  severity: "low",
  level: "advisory",
  title: "Alarms watch databases, load balancers, services and functions",
  description:
    "Databases, load balancers, Auto Scaling groups, services and functions have alarms on what shows first that they fail; databases export their logs.",
  rationale: "Without alarms the users are the monitoring, and without logs nobody finds out why.",
  fix: "Add an aws.cloudwatch.MetricAlarm for each, whose dimensions name this resource by its output.",
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/",
  ],
  options: {
    alarms: textsMap({
      default: ASKED,
      description:
        "What is asked for, per kind: database (cpu, storage, connections, logs), loadBalancer (5xx, unhealthy-hosts), service (metric), function (errors). A kind that is left out is not asked.",
    }),
    minimumEnvironment: text({
      default: "",
      description: `The least environment that is asked, of ${ENVIRONMENTS.join(", ")}. Empty: every one that is not ephemeral.`,
    }),
  },
  subjects: workloads,
  needs: "stack-only",
  check(workload, { options, settings, stack, environment, report }) {
    const asked = options.alarms[workload.kind] ?? [];
    if (asked.length === 0 || settings.providedElsewhere.includes("alarms")) {
      return;
    }
    if (
      !isProtected(stack, settings, environment) ||
      isBelow(options.minimumEnvironment, ownEnvironments(stack, settings, environment))
    ) {
      return;
    }
    const missing = workload.lacks(asked);
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name);
      const labels = missing.map(({ label }) => label);
      report(workload.resource, {
        found: `Missing: ${labels.join("; ")}.`,
        fix: fixFor(workload, names),
        key: "alarms",
      });
    }
  },
});

/** Whether all environments that the stack is are below the least one that is asked. */
function isBelow(minimum: string, own: readonly string[]): boolean {
  const least = ENVIRONMENTS.indexOf(minimum.toLowerCase());
  return own.length > 0 && own.every((one) => ENVIRONMENTS.includes(one) && ENVIRONMENTS.indexOf(one) < least);
}

/** What is to be written for what is missing. */
function fixFor({ address, mainLog }: Workload, missing: readonly string[]): string {
  const alarms = `Add an aws.cloudwatch.MetricAlarm for each metric, with namespace: "${address.namespace}" and dimensions: ${address.dimensions}.`;
  const logs =
    mainLog === undefined
      ? 'Set enabledCloudwatchLogsExports, such as ["audit"] of DocumentDB, ["error"] of MySQL, ["postgresql"] of PostgreSQL.'
      : `Set enabledCloudwatchLogsExports: ["${mainLog}"].`;
  const hasAlarms = missing.some((one) => one !== "logs");
  return [...(hasAlarms ? [alarms] : []), ...(missing.includes("logs") ? [logs] : [])].join(" ");
}
