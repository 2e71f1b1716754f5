import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const GROUPS = "http://acs.amazonaws.com/groups";
const OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

const grant = (grantee: unknown, permission = "READ") => ({ grantee, permission });

export default cases("s3-bucket-public-acl", {
  passes: {
    "no ACL": (s) => {
      s.resource(BUCKET, "data");
    },
    "private, and what else admits nobody": (s) => {
      const data = s.resource(BUCKET, "data", { acl: "private" });
      s.resource(ACL, "acl", { bucket: data.id, acl: "bucket-owner-full-control" });
      s.resource("aws:s3/bucketV2:BucketV2", "logs", { acl: "log-delivery-write" });
    },
    "grants to the owner and to the log delivery group": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ACL, "acl", {
        bucket: data.id,
        accessControlPolicy: {
          owner: { id: OWNER },
          grants: [
            grant({ type: "CanonicalUser", id: OWNER }, "FULL_CONTROL"),
            grant({ type: "Group", uri: `${GROUPS}/s3/LogDelivery` }, "WRITE"),
          ],
        },
      });
    },
    "a bucket that is only read": (s) => {
      s.resource(ACL, "acl", { bucket: "acme-data", acl: "private" });
    },
  },
  fails: {
    "public-read": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(ACL, "acl", { bucket: data.id, acl: "public-read" });
      },
      findings: [{ resource: "acl", path: "acl", found: /"public-read" lets everyone list/, fix: /private/ }],
    },
    "public-read-write inline": {
      stack: (s) => {
        s.resource(BUCKET, "data", { acl: "public-read-write" });
      },
      findings: [{ resource: "data", path: "acl", found: /list, write and delete/ }],
    },
    "authenticated-read in the types of provider 6": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "data", { acl: "authenticated-read" });
        s.resource("aws:s3/bucketAclV2:BucketAclV2", "acl", { bucket: "acme", acl: "authenticated-read" });
      },
      findings: [
        { resource: "data", path: "acl", found: /every AWS account/ },
        { resource: "acl", path: "acl", found: /every AWS account/ },
      ],
    },
    "a public access block is no excuse": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data", { acl: "public-read" });
        s.resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
          bucket: data.id,
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        });
      },
      findings: [{ resource: "data", path: "acl", found: /public-read/ }],
    },
    "inline grants to all users": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          grants: [
            { type: "CanonicalUser", id: OWNER, permissions: ["FULL_CONTROL"] },
            { type: "Group", uri: `${GROUPS}/global/AllUsers`, permissions: ["READ", "READ_ACP"] },
          ],
        });
      },
      findings: [{ resource: "data", path: "grants[1]", found: /gives READ, READ_ACP to everyone/ }],
    },
    "a grant to authenticated users, alone and not in a list": {
      stack: (s) => {
        s.resource(ACL, "acl", {
          bucket: "acme-data",
          accessControlPolicy: {
            owner: { id: OWNER },
            grants: grant({ type: "Group", uri: `${GROUPS}/global/AuthenticatedUsers` }, "WRITE_ACP"),
          },
        });
      },
      findings: [{ resource: "acl", path: "accessControlPolicy.grants", found: /WRITE_ACP to every AWS account/ }],
    },
    "an unknown grant hides nothing about the others": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          acl: s.unknown,
          grants: [
            { type: "Group", uri: s.unknown, permissions: ["READ"] },
            { type: "Group", uri: `${GROUPS}/global/AllUsers`, permissions: ["WRITE"] },
          ],
        });
      },
      findings: [{ resource: "data", path: "grants[1]", found: /WRITE to everyone/ }],
    },
  },
  undecided: {
    "the ACL": (s) => {
      s.resource(BUCKET, "data", { acl: s.unknown });
    },
    "the grants": (s) => {
      s.resource(BUCKET, "data", { grants: s.unknown });
    },
  },
  malformed: {
    "what is no ACL": (s) => {
      s.resource(BUCKET, "data", { acl: ["public-read"], grants: "AllUsers" });
      s.resource(ACL, "acl", { bucket: "acme", acl: null, accessControlPolicy: [{ grants: [null, 1, {}] }] });
    },
  },
});
