// A web shop that was to outlive the loss of a zone, as it is often written in a hurry. The number in a comment is the
// section of the resilience catalogue that the lines break (x is its list of expected features), then the requirement that
// says so; `npm run demo -- resilient-web` shows what the policy pack says about each.
//
// 2.2 LOG-01: no trail, no GuardDuty detector, no AWS Config recorder.
// x GOV-01: nothing carries tags.
// x LOG-16: nobody watches the load balancer, the servers, the databases or the function.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { orders } from "./data";
import { importUrl } from "./jobs";
import { balancer } from "./web";

// 4.2 GOV-02: a second stack overwrites it.
new aws.ssm.Parameter("smtp-host", {
  name: "/shop/smtp-host",
  type: "String",
  value: new pulumi.Config().require("smtpHost"),
});

export const address = balancer.dnsName;
export const database = orders.endpoint;
export const importAddress = importUrl.functionUrl;
