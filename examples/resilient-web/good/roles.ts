import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account } from "./settings";

export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: pulumi.Input<string> | pulumi.Input<string>[];
}

export interface ServiceRoleArgs {
  service: string;
  statements: Statement[];
  managedPolicyArn?: string;
  /** Whether the service says for which account it acts when it takes the role on. */
  namesAccount?: boolean;
}

/** A role for one service, with one inline policy of the given statements. */
export function serviceRole(name: string, args: ServiceRoleArgs, parent: pulumi.Resource): aws.iam.Role {
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: args.service },
            ...(args.namesAccount && { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
          },
        ],
      }),
    },
    { parent },
  );
  new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: args.statements }) },
    { parent },
  );
  if (args.managedPolicyArn) {
    new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn: args.managedPolicyArn }, { parent });
  }
  return role;
}
