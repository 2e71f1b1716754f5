import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

type Input<T> = pulumi.Input<T>;

/** A metric of a workload and the value that is too much of it, or too little. */
export interface Watched {
  namespace: string;
  dimensions: Record<string, Input<string>>;
  metricName: string;
  statistic: "Average" | "Maximum" | "Sum";
  threshold: number;
  tooLow?: boolean;
}

/** Tells the topic when a metric is past its threshold for a quarter of an hour. */
export function alarm(
  name: string,
  { tooLow, ...metric }: Watched,
  topicArn: Input<string>,
  parent: pulumi.Resource,
): void {
  new aws.cloudwatch.MetricAlarm(
    name,
    {
      ...metric,
      comparisonOperator: tooLow ? "LessThanThreshold" : "GreaterThanThreshold",
      period: 300,
      evaluationPeriods: 3,
      alarmActions: [topicArn],
    },
    { parent },
  );
}
