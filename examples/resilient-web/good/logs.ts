import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { disposable } from "./settings";

export interface LogGroupArgs {
  groupName: string;
  keyArn: pulumi.Input<string>;
  retentionInDays?: number;
}

/** A log group that is encrypted, bounded in time, and not deleted by accident. */
export function encryptedLogGroup(name: string, args: LogGroupArgs, parent: pulumi.Resource): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    {
      name: args.groupName,
      retentionInDays: args.retentionInDays ?? 90,
      kmsKeyId: args.keyArn,
      deletionProtectionEnabled: !disposable,
    },
    { parent },
  );
}
