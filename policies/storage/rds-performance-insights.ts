import { insightsSubjects } from "../../aws/database-insights";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "rds-performance-insights",
  category: "storage",
  requirements: ["STO-15", "SEC-11"],
  severity: "low",
  level: "advisory",
  title: "The load of RDS databases is observed",
  description: "Performance Insights is on, with a KMS key, where the engine and the instance class support it.",
  rationale:
    "Without it nobody can say afterwards which query or client loaded the database. CloudWatch Database Insights shows the data since 31 July 2026, when it took over from the Performance Insights console; the inputs are the same. The data holds texts of queries, so it is encrypted with a named key.",
  fix: "Set performanceInsightsEnabled: true and performanceInsightsKmsKeyId: <key>.arn (CloudWatch Database Insights shows the data).",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Engines.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.html",
  ],
  subjects: insightsSubjects,
  needs: "stack",
  check(insights, { report }) {
    if (!insights.isSupported) {
      return;
    }
    const { key, isOn, switch: enabled } = insights;
    if (!isOn) {
      report(enabled, {
        found: `Performance Insights (CloudWatch Database Insights) is ${enabled.isAbsent ? "not turned on" : "off"}.`,
      });
    } else if (key.isAbsent) {
      report(key, {
        found: "Performance Insights (CloudWatch Database Insights) names no KMS key for its data.",
        fix: "Set performanceInsightsKmsKeyId: <key>.arn. It cannot be changed once it is set.",
      });
    }
  },
});
