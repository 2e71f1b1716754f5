import { isProtected, ownEnvironments } from "../../aws/naming";
import { ASKED, workloads } from "../../aws/workload-alarms";
import { definePolicy, text, textsMap } from "../../core";

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
      report(workload.resource, { found: `Missing: ${missing.join("; ")}.`, fix: FIXES[workload.kind], key: "alarms" });
    }
  },
});

/** Whether all environments that the stack is are below the least one that is asked. */
function isBelow(minimum: string, own: readonly string[]): boolean {
  const least = ENVIRONMENTS.indexOf(minimum.toLowerCase());
  return own.length > 0 && own.every((one) => ENVIRONMENTS.includes(one) && ENVIRONMENTS.indexOf(one) < least);
}

const FIXES = {
  database:
    'Add an aws.cloudwatch.MetricAlarm for each metric, with namespace: "AWS/RDS" and dimensions: { DBInstanceIdentifier: db.identifier } (of a cluster { DBClusterIdentifier: cluster.clusterIdentifier }; DocumentDB has the namespace "AWS/DocDB"); export the logs with enabledCloudwatchLogsExports: ["error"], of PostgreSQL ["postgresql"].',
  loadBalancer:
    'Add an aws.cloudwatch.MetricAlarm for each metric, with namespace: "AWS/ApplicationELB" ("AWS/NetworkELB") and dimensions: { LoadBalancer: loadBalancer.arnSuffix }, for hosts { TargetGroup: targetGroup.arnSuffix, LoadBalancer: loadBalancer.arnSuffix }.',
  service:
    'Add an aws.cloudwatch.MetricAlarm on CPUUtilization, with namespace: "AWS/EC2" and dimensions: { AutoScalingGroupName: group.name }, or "AWS/ECS" and { ClusterName: cluster.name, ServiceName: service.name }.',
  function:
    'Add an aws.cloudwatch.MetricAlarm with namespace: "AWS/Lambda", metricName: "Errors", statistic: "Sum", threshold: 1 and dimensions: { FunctionName: fn.name }.',
} as const;
