import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const REGIONAL = { s3BucketName: "logs", isMultiRegionTrail: true };

export default cases("cloudtrail-duplicate-management-events", {
  passes: {
    "one multi-region trail": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
    },
    "a data-event trail beside it": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "data", {
        ...REGIONAL,
        eventSelectors: [
          {
            includeManagementEvents: false,
            dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::orders/"] }],
          },
        ],
      });
    },
    "a data-event trail by advanced selectors": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "data", {
        ...REGIONAL,
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: "eventCategory", equals: ["Data"] },
              { field: "resources.type", equals: ["AWS::S3::Object"] },
            ],
          },
        ],
      });
    },
    "an organisation trail beside it": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "org", { ...REGIONAL, isOrganizationTrail: true });
    },
    "a single-region trail beside it": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "local", { s3BucketName: "logs" });
    },
    "a trail that is switched off": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "old", { ...REGIONAL, enableLogging: false });
    },
    "trails of two accounts": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      const provider = s.provider("member", { region: "us-east-1", allowedAccountIds: '["210987654321"]' });
      s.resource(TRAIL, "member", REGIONAL, { provider });
    },
  },
  fails: {
    "a second one": {
      stack: (s) => {
        s.resource(TRAIL, "audit", REGIONAL);
        s.resource(TRAIL, "second", REGIONAL);
      },
      findings: [{ resource: "second", path: "", found: /"audit".*second time/ }],
    },
    "three, of which two are too many": {
      stack: (s) => {
        s.resource(TRAIL, "a", REGIONAL);
        s.resource(TRAIL, "b", { ...REGIONAL, eventSelectors: [{ readWriteType: "WriteOnly" }] });
        s.resource(TRAIL, "c", { ...REGIONAL, isOrganizationTrail: false });
      },
      findings: [
        { resource: "b", path: "", found: /"a"/ },
        { resource: "c", path: "", found: /"a"/ },
      ],
    },
    "in another home region of the same provider": {
      stack: (s) => {
        s.resource(TRAIL, "audit", REGIONAL);
        s.resource(TRAIL, "west", { ...REGIONAL, region: "us-west-2" });
      },
      findings: [{ resource: "west", path: "", found: /"audit"/ }],
    },
    "by another provider of the same account, once that is known": {
      stack: (s) => {
        s.resource(TRAIL, "audit", REGIONAL);
        s.resource(TRAIL, "west", REGIONAL, { provider: s.provider("west", { region: "us-west-2" }) });
      },
      findings: [{ resource: "west", path: "", found: /"audit"/ }],
      inPreview: [],
    },
    "beside one that is only read": {
      stack: (s) => {
        s.resource(TRAIL, "central", REGIONAL, { isRead: true });
        s.resource(TRAIL, "audit", REGIONAL);
      },
      findings: [{ resource: "audit", path: "", found: /"central"/ }],
    },
  },
  undecided: {
    "what the other one records is not known yet": (s) => {
      s.resource(TRAIL, "audit", REGIONAL);
      s.resource(TRAIL, "second", { ...REGIONAL, eventSelectors: s.unknown });
    },
    "whether the other one is multi-region": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: s.unknown });
      s.resource(TRAIL, "second", REGIONAL);
    },
  },
  malformed: {
    "selectors that are none, which leave the default": {
      stack: (s) => {
        s.resource(TRAIL, "audit", REGIONAL);
        s.resource(TRAIL, "second", { ...REGIONAL, eventSelectors: ["All"], advancedEventSelectors: [3, null] });
        s.resource(TRAIL, "third", { isMultiRegionTrail: {} });
      },
      findings: [{ resource: "second", path: "", found: /second time/ }],
    },
  },
});
