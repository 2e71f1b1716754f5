import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alertEmail, named } from "./settings";

/** Whom findings of GuardDuty reach: a topic that their event rule may publish to, and somebody who reads it. */
export class Alerts extends pulumi.ComponentResource {
  readonly topic: aws.sns.Topic;

  constructor(name: string, args: { keyArn: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("infrastructure:alerts:Alerts", name, {}, opts);
    const parent = { parent: this };
    this.topic = new aws.sns.Topic(name, { name: named(name), kmsMasterKeyId: args.keyArn }, parent);
    const topicArn = this.topic.arn;

    const findings = new aws.cloudwatch.EventRule(
      "threats",
      {
        name: named("threats"),
        description: "Findings of GuardDuty of high severity",
        eventPattern: JSON.stringify({
          source: ["aws.guardduty"],
          "detail-type": ["GuardDuty Finding"],
          detail: { severity: [{ numeric: [">=", 7] }] },
        }),
      },
      parent,
    );
    const publish = (
      sid: string,
      service: string,
      condition: Record<string, Record<string, pulumi.Input<string>>>,
    ) => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: condition,
    });
    const policy = new aws.sns.TopicPolicy(
      name,
      {
        arn: topicArn,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            publish("EventsPublish", "events.amazonaws.com", { ArnEquals: { "aws:SourceArn": findings.arn } }),
          ],
        }),
      },
      parent,
    );
    new aws.cloudwatch.EventTarget("threats", { rule: findings.name, arn: topicArn }, { ...parent, dependsOn: policy });
    new aws.sns.TopicSubscription(name, { topic: topicArn, protocol: "email", endpoint: alertEmail }, parent);
    this.registerOutputs({ topicArn });
  }
}
