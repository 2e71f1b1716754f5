import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const POLICY = "aws:lambda/resourcePolicy:ResourcePolicy";

const SERVICE = "secretsmanager.amazonaws.com";
const RULES = { rotationRules: { automaticallyAfterDays: 30 } };

interface Program {
  readonly secret: BuiltResource;
  readonly lambda: BuiltResource;
}

/** A database secret that a function of the stack rotates. */
function rotated(s: StackBuilder, name = "prod/db"): Program {
  const secret = s.resource(SECRET, "secret", { name });
  const lambda = s.resource(FUNCTION, "rotate");
  s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: lambda.arn, ...RULES });
  return { secret, lambda };
}

const permit = (s: StackBuilder, lambda: BuiltResource, more: Record<string, unknown> = {}): void => {
  s.resource(PERMISSION, "permission", {
    function: lambda.ref("name"),
    action: "lambda:InvokeFunction",
    principal: SERVICE,
    ...more,
  });
};

/** The name by which permissions refer to a function. */
const named = (s: StackBuilder, name = "prod/db"): Program => {
  const secret = s.resource(SECRET, "secret", { name });
  const lambda = s.resource(FUNCTION, "rotate", { name: "rotate-1a2b3c4" });
  s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: lambda.arn, ...RULES });
  return { secret, lambda };
};

const forbidden = [
  {
    resource: "rotation",
    path: "rotationLambdaArn",
    found: /^No permission lets Secrets Manager invoke the function "rotate" for the secret "secret"/,
    fix: /aws\.lambda\.Permission\("rotate-rotation"/,
  },
];

const permitted =
  (more: Record<string, unknown>) =>
  (s: StackBuilder): void => {
    permit(s, named(s).lambda, more);
  };

export default cases("secretsmanager-rotation-function", {
  passes: {
    "a permission for Secrets Manager": permitted({}),
    "everybody may invoke it": permitted({ principal: "*" }),
    "every action of Lambda": permitted({ action: "lambda:*" }),
    "a permission for this secret": (s) => {
      const { secret, lambda } = named(s);
      permit(s, lambda, { sourceArn: secret.arn });
    },
    "a permission for secrets of this name": permitted({
      sourceArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret/prod*",
    }),
    "a permission for the account": permitted({ sourceAccount: "123456789012" }),
    "a permission that names the function by its ARN": (s) => {
      const { lambda } = rotated(s);
      s.resource(PERMISSION, "p", { function: lambda.arn, action: "lambda:InvokeFunction", principal: SERVICE });
    },
    "one permission of several": (s) => {
      const { lambda } = named(s);
      permit(s, lambda);
      s.resource(PERMISSION, "events", {
        function: lambda.arn,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
      });
    },
    "a policy of the function": (s) => {
      const { lambda } = rotated(s);
      s.resource(POLICY, "p", {
        resourceArn: lambda.arn,
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: { Service: SERVICE }, Action: "lambda:InvokeFunction", Resource: "*" },
          ],
        }),
      });
    },
    "the function of another stack": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      s.resource(ROTATION, "rotation", {
        secretId: secret.id,
        rotationLambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:rotate",
        ...RULES,
      });
    },
    "a function that the serverless repository makes": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      const app = s.resource(
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
        "app",
        {},
        {
          outputs: { rotation: "arn:aws:lambda:us-east-1:123456789012:function:rotate" },
        },
      );
      s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: app.ref("rotation"), ...RULES });
    },
    "a password that RDS manages needs no function": (s) => {
      const db = s.resource("aws:rds/instance:Instance", "db", { manageMasterUserPassword: true });
      s.resource(ROTATION, "rotation", { secretId: db.arn, rotationRules: { automaticallyAfterDays: 1 } });
    },
    "the rotation of a secret that is for no database": (s) => {
      rotated(s, "prod/stripe");
    },
    "a rotation that is off is told elsewhere": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      s.resource(ROTATION, "rotation", { secretId: secret.id, rotationEnabled: false });
    },
    "a function that is only read": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      const lambda = s.resource(FUNCTION, "rotate", {}, { isRead: true });
      s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: lambda.arn, ...RULES });
    },
  },
  fails: {
    "no permission": { stack: (s) => void rotated(s), findings: forbidden },
    "a permission for another service": {
      stack: permitted({ principal: "events.amazonaws.com" }),
      findings: forbidden,
    },
    "a permission for another action": {
      stack: permitted({ action: "lambda:GetFunction" }),
      findings: forbidden,
    },
    "a permission for another secret": {
      stack: (s) => {
        const other = s.resource(SECRET, "other", { name: "x" });
        permit(s, named(s).lambda, { sourceArn: other.arn });
      },
      findings: forbidden,
    },
    "a permission for a secret elsewhere": {
      stack: permitted({ sourceArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:elsewhere-AbCdEf" }),
      findings: forbidden,
      inPreview: [],
    },
    "a permission for another function": {
      stack: (s) => {
        rotated(s);
        permit(s, s.resource(FUNCTION, "other", { name: "other" }));
      },
      findings: forbidden,
    },
    "a policy of the function for another service": {
      stack: (s) => {
        const { lambda } = rotated(s);
        s.resource(POLICY, "p", {
          resourceArn: lambda.arn,
          policy: JSON.stringify({
            Statement: {
              Effect: "Allow",
              Principal: { Service: "s3.amazonaws.com" },
              Action: "lambda:*",
              Resource: "*",
            },
          }),
        });
      },
      findings: forbidden,
    },
    "no function": {
      stack: (s) => {
        const secret = s.resource(SECRET, "secret", { name: "prod/db" });
        s.resource(ROTATION, "rotation", { secretId: secret.id, ...RULES });
      },
      findings: [
        { resource: "rotation", path: "rotationLambdaArn", found: /names no function/, fix: /^Set rotationLambdaArn/ },
      ],
    },
  },
  undecided: {
    "who may invoke it": permitted({ principal: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    "which function it is": (s) => {
      const secret = s.resource(SECRET, "secret", { name: "prod/db" });
      s.resource(FUNCTION, "rotate");
      s.resource(ROTATION, "rotation", { secretId: secret.id, rotationLambdaArn: s.unknown, ...RULES });
    },
    "which function a permission is for": (s) => {
      rotated(s);
      s.resource(PERMISSION, "p", { function: s.unknown, action: "lambda:InvokeFunction", principal: SERVICE });
    },
  },
  malformed: {
    "odd types": {
      stack: permitted({ action: 3, principal: ["x"], sourceArn: { a: 1 } }),
      findings: forbidden,
    },
    nulls: (s) => {
      s.resource(ROTATION, "rotation", { secretId: null, rotationLambdaArn: null, rotationRules: null });
    },
  },
});
