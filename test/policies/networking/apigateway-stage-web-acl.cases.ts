import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const API = "aws:apigateway/restApi:RestApi";
const DEPLOYMENT = "aws:apigateway/deployment:Deployment";
const STAGE = "aws:apigateway/stage:Stage";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const CLASSIC = "aws:wafregional/webAclAssociation:WebAclAssociation";
const ACL = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/web/1a2b3c4d";

function associate(s: StackBuilder, name: string, resourceArn: unknown): void {
  s.resource(ASSOCIATION, name, { resourceArn, webAclArn: ACL });
}

export default cases("apigateway-stage-web-acl", {
  passes: {
    "an associated stage": (s) => {
      const api = s.resource(API, "api");
      const stage = s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      s.resource(ASSOCIATION, "association", { resourceArn: stage.arn, webAclArn: ACL });
    },
    "by an ARN that is put together": (s) => {
      const api = s.resource(API, "api");
      s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      s.resource(STAGE, "v2", { restApi: "abc123", stageName: "v2" });
      s.resource(DEPLOYMENT, "v3", { restApi: api.id, stageName: "v3" });
      associate(s, "first", s.text`arn:aws:apigateway:us-east-1::/restapis/${api.id}/stages/v1`);
      associate(s, "second", "arn:aws:apigateway:us-east-1::/restapis/abc123/stages/v2");
      associate(s, "third", s.text`arn:aws:apigateway:us-east-1::/restapis/${api.id}/stages/v3`);
    },
    "deployments that make no stage, or one that is a resource too": (s) => {
      const api = s.resource(API, "api");
      s.resource(DEPLOYMENT, "plain", { restApi: api.id });
      s.resource(DEPLOYMENT, "both", { restApi: api.id, stageName: "v1" });
      const stage = s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      s.resource(DEPLOYMENT, "outside", { restApi: "abc123", stageName: "v2" });
      const other = s.resource(STAGE, "v2", { restApi: "abc123", stageName: "v2" });
      s.resource(DEPLOYMENT, "read", { restApi: api.id, stageName: "v3" }, { isRead: true });
      associate(s, "first", stage.arn);
      associate(s, "second", other.arn);
    },
    "a private API": (s) => {
      const api = s.resource(API, "api", { endpointConfiguration: { types: "PRIVATE" } });
      s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      const old = s.resource(API, "old", { endpointConfiguration: { types: ["PRIVATE"] } });
      s.resource(STAGE, "v2", { restApi: old.id, stageName: "v2" });
      s.resource(DEPLOYMENT, "v3", { restApi: old.id, stageName: "v3" });
    },
    "HTTP and WebSocket APIs cannot have one, nor function URLs": (s) => {
      const api = s.resource("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP" });
      s.resource("aws:apigatewayv2/stage:Stage", "v1", { apiId: api.id });
      s.resource("aws:lambda/functionUrl:FunctionUrl", "url", { authorizationType: "NONE" });
    },
    "a stage that is only read, a web ACL elsewhere": {
      settings: { providedElsewhere: ["waf"] },
      stack: (s) => {
        s.resource(STAGE, "v1", { restApi: "abc123", stageName: "v1" });
      },
    },
    "a stage that is only read": (s) => {
      s.resource(STAGE, "v1", { restApi: "abc123", stageName: "v1" }, { isRead: true });
    },
  },
  fails: {
    "edge and regional APIs, an API outside": {
      stack: (s) => {
        const edge = s.resource(API, "edge");
        s.resource(STAGE, "a", { restApi: edge.id, stageName: "v1" });
        const regional = s.resource(API, "regional", { endpointConfiguration: { types: "REGIONAL" } });
        s.resource(STAGE, "b", { restApi: regional.id, stageName: "v1" });
        s.resource(STAGE, "c", { restApi: "abc123", stageName: "v1" });
      },
      findings: ["a", "b", "c"].map((resource) => ({
        resource,
        path: "",
        found: /^No web ACL is associated with this stage\.$/,
        fix: /^Add new aws\.wafv2\.WebAclAssociation/,
        key: "web-acl",
      })),
    },
    "stages that deployments make, beside stages of other names and APIs": {
      stack: (s) => {
        const api = s.resource(API, "api");
        const other = s.resource(API, "other");
        s.resource(DEPLOYMENT, "a", { restApi: api.id, stageName: "v1" });
        s.resource(DEPLOYMENT, "b", { restApi: "abc123", stageName: "v1" });
        associate(s, "second", s.resource(STAGE, "v2", { restApi: api.id, stageName: "v2" }).arn);
        associate(s, "third", s.resource(STAGE, "v1", { restApi: other.id, stageName: "v1" }).arn);
      },
      findings: ["a", "b"].map((resource) => ({
        resource,
        path: "",
        found: /^stageName makes a stage\. No web ACL is associated with this stage\.$/,
        fix: /^Make the stage an aws\.apigateway\.Stage of its own instead\. Add new aws/,
        key: "web-acl",
      })),
    },
    "an ARN that is put together for another stage": {
      stack: (s) => {
        const api = s.resource(API, "api");
        s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
        associate(s, "second", s.text`arn:aws:apigateway:us-east-1::/restapis/${api.id}/stages/v2`);
      },
      findings: [{ resource: "v1", path: "", found: /^No web ACL/ }],
      inPreview: [],
    },
    "ARNs of another stage and another API": {
      stack: (s) => {
        s.resource(STAGE, "v1", { restApi: "abc123", stageName: "v1" });
        s.resource(STAGE, "nameless", { restApi: "abc123" });
        associate(s, "second", "arn:aws:apigateway:us-east-1::/restapis/abc123/stages/v2");
        associate(s, "third", "arn:aws:apigateway:us-east-1::/restapis/xabc123/stages/v1");
      },
      findings: ["v1", "nameless"].map((resource) => ({ resource, path: "", found: /^No web ACL/ })),
      inPreview: [],
    },
    "AWS WAF Classic": {
      stack: (s) => {
        const stage = s.resource(STAGE, "v1", { restApi: "abc123", stageName: "v1" });
        s.resource(CLASSIC, "association", { resourceArn: stage.arn, webAclId: "1a2b3c4d" });
      },
      findings: [{ resource: "v1", path: "", found: /of AWS WAF Classic only/ }],
    },
  },
  undecided: {
    "whether a stage is the deployment's, what it is called": (s) => {
      const api = s.resource(API, "api");
      s.resource(DEPLOYMENT, "a", { restApi: api.id, stageName: s.unknown });
      s.resource(DEPLOYMENT, "b", { restApi: api.id, stageName: "v1" });
      associate(s, "first", s.resource(STAGE, "stage", { restApi: api.id, stageName: s.unknown }).arn);
    },
    "whether the API is private, whether an association is its": (s) => {
      const api = s.resource(API, "api", { endpointConfiguration: { types: s.unknown } });
      s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
    },
    "whether an association is its": (s) => {
      s.resource(STAGE, "v1", { restApi: "abc123", stageName: "v1" });
      s.resource(ASSOCIATION, "association", { resourceArn: s.unknown, webAclArn: ACL });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        const api = s.resource(API, "api", { endpointConfiguration: "PRIVATE" });
        s.resource(STAGE, "v1", { restApi: api.id });
        s.resource(STAGE, "v2", { restApi: {} });
      },
      findings: [
        { resource: "v1", path: "", found: /No web ACL/ },
        { resource: "v2", path: "", found: /No web ACL/ },
      ],
    },
  },
});
