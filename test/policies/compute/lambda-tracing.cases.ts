import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { json, ROLE, trust } from "../iam/documents";

const FUNCTION = "aws:lambda/function:Function";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const lambda = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) =>
  s.resource(FUNCTION, "orders", { role: "arn:aws:iam::123456789012:role/r", runtime: "nodejs22.x", ...inputs });
const edgeRole = (s: StackBuilder) =>
  s.resource(ROLE, "edge", {
    assumeRolePolicy: json({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] },
    }),
  });
const association = (arn: unknown) => ({
  lambdaFunctionAssociations: [{ eventType: "viewer-request", lambdaArn: arn }],
});

const UNSET = {
  resource: "orders",
  path: "tracingConfig.mode",
  found: /^Tracing is not configured for this function\.$/,
};

export default cases("lambda-tracing", {
  passes: {
    "active tracing": (s) => void lambda(s, { tracingConfig: { mode: "Active" } }),
    "a function at the edge, by its role": (s) => void lambda(s, { role: edgeRole(s).arn, publish: true }),
    "a function at the edge, by its distribution": (s) => {
      const orders = lambda(s, { publish: true });
      s.resource(DISTRIBUTION, "site", { defaultCacheBehavior: association(s.text`${orders.arn}:1`) });
    },
    "a function at the edge, by a further behaviour": (s) => {
      const orders = lambda(s, { publish: true, tracingConfig: { mode: "PassThrough" } });
      s.resource(DISTRIBUTION, "site", {
        defaultCacheBehavior: {},
        orderedCacheBehaviors: [association(s.text`${orders.arn}:1`)],
      });
    },
    "a function that was looked up": (s) => {
      s.resource(FUNCTION, "orders", {}, { isRead: true });
    },
  },
  fails: {
    "no tracing": {
      stack: (s) => void lambda(s),
      findings: [{ ...UNSET, fix: /^Set tracingConfig: \{ mode: "Active" \}, and attach .*AWSXRayDaemonWriteAccess/ }],
    },
    "passing traces on": {
      stack: (s) => void lambda(s, { tracingConfig: { mode: "PassThrough" } }),
      findings: [
        { resource: "orders", path: "tracingConfig.mode", found: /^The tracing mode is "PassThrough": only requests/ },
      ],
    },
    "a published function that is not at the edge": {
      stack: (s) => {
        const role = s.resource(ROLE, "exec", { assumeRolePolicy: trust("lambda.amazonaws.com") });
        lambda(s, { role: role.arn, publish: true });
        s.resource(DISTRIBUTION, "site", { defaultCacheBehavior: { targetOriginId: "o" } });
      },
      findings: [UNSET],
    },
    "a function that could be at the edge, but has no version": {
      stack: (s) => void lambda(s, { role: edgeRole(s).arn, publish: false }),
      findings: [UNSET],
    },
    "an account that is called like the service": {
      stack: (s) => {
        const role = s.resource(ROLE, "exec", {
          assumeRolePolicy: json({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { AWS: "edgelambda.amazonaws.com" },
          }),
        });
        lambda(s, { role: role.arn, publish: true });
      },
      findings: [UNSET],
    },
  },
  undecided: {
    "a mode that is not known": (s) => void lambda(s, { tracingConfig: { mode: s.unknown } }),
    "a configuration that is not known": (s) => void lambda(s, { tracingConfig: s.unknown }),
    "publishing that is not known": (s) => void lambda(s, { publish: s.unknown }),
    "a role whose trust is not known": (s) => {
      lambda(s, { role: s.resource(ROLE, "edge", { assumeRolePolicy: s.unknown }).arn, publish: true });
    },
  },
  malformed: {
    "a text, a list": {
      stack: (s) => {
        lambda(s, { tracingConfig: "Active" });
        s.resource(FUNCTION, "list", { tracingConfig: [{ mode: "Active" }] });
        s.resource(FUNCTION, "lower", { tracingConfig: { mode: "active" } });
      },
      findings: [UNSET, { resource: "lower", path: "tracingConfig.mode", found: /is "active"/ }],
    },
    "a trust policy that is no JSON": (s) => {
      lambda(s, { role: s.resource(ROLE, "edge", { assumeRolePolicy: "{" }).arn, publish: true });
    },
  },
});
