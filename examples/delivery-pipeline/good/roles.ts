import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface Statement {
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: pulumi.Input<string> | pulumi.Input<string>[];
}

/** What a stage does with buckets: find, read and write objects, and use the key that encrypts them. */
export function storagePermissions(bucketArns: pulumi.Output<string>[], keyArn: pulumi.Output<string>): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      Resource: bucketArns,
    },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"],
      Resource: bucketArns.map((arn) => pulumi.interpolate`${arn}/*`),
    },
    {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
    },
  ];
}

/** A role for one service of this account, with one inline policy of the given statements. */
export function serviceRole(
  name: string,
  service: string,
  roleName: string,
  account: pulumi.Output<string>,
  statements: Statement[],
): aws.iam.Role {
  const role = new aws.iam.Role(name, {
    name: roleName,
    assumeRolePolicy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: service },
          Condition: { StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    }),
  });
  new aws.iam.RolePolicy(name, {
    name: roleName,
    role: role.name,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
  });
  return role;
}
