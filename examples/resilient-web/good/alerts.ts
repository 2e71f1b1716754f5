import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EVENTS } from "./events";
import { account, alertEmail, named } from "./settings";

/** Whom alarms, findings of GuardDuty and rare events reach: a topic that they may publish to, and somebody who reads it. */
export class Alerts extends pulumi.ComponentResource {
  readonly topic: aws.sns.Topic;

  constructor(name: string, args: { keyArn: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("shop:alerts:Alerts", name, {}, opts);
    const parent = { parent: this };
    this.topic = new aws.sns.Topic(name, { name: named(name), kmsMasterKeyId: args.keyArn }, parent);
    const arn = this.topic.arn;

    const rules = Object.entries(EVENTS).map(([event, { description, pattern }]) => ({
      event,
      rule: new aws.cloudwatch.EventRule(
        event,
        { name: named(event), description, eventPattern: JSON.stringify(pattern) },
        parent,
      ),
    }));
    const statement = { Effect: "Allow", Action: "sns:Publish", Resource: arn };
    const policy = new aws.sns.TopicPolicy(
      name,
      {
        arn,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              ...statement,
              Sid: "AlarmsPublish",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Condition: { StringEquals: { "aws:SourceAccount": account } },
            },
            {
              ...statement,
              Sid: "EventsPublish",
              Principal: { Service: "events.amazonaws.com" },
              Condition: { ArnEquals: { "aws:SourceArn": rules.map(({ rule }) => rule.arn) } },
            },
          ],
        }),
      },
      parent,
    );
    for (const { event, rule } of rules) {
      new aws.cloudwatch.EventTarget(event, { rule: rule.name, arn }, { ...parent, dependsOn: policy });
    }
    new aws.sns.TopicSubscription(name, { topic: arn, protocol: "email", endpoint: alertEmail }, parent);
    this.registerOutputs({ topicArn: arn });
  }
}
