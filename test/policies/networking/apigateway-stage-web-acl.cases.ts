import { cases } from "../../harness/cases";

const API = "aws:apigateway/restApi:RestApi";
const STAGE = "aws:apigateway/stage:Stage";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const CLASSIC = "aws:wafregional/webAclAssociation:WebAclAssociation";
const ACL = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/web/1a2b3c4d";

export default cases("apigateway-stage-web-acl", {
  passes: {
    "an associated stage": (s) => {
      const api = s.resource(API, "api");
      const stage = s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      s.resource(ASSOCIATION, "association", { resourceArn: stage.arn, webAclArn: ACL });
    },
    "a private API": (s) => {
      const api = s.resource(API, "api", { endpointConfiguration: { types: "PRIVATE" } });
      s.resource(STAGE, "v1", { restApi: api.id, stageName: "v1" });
      const old = s.resource(API, "old", { endpointConfiguration: { types: ["PRIVATE"] } });
      s.resource(STAGE, "v2", { restApi: old.id, stageName: "v2" });
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
        key: "web-acl",
      })),
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
