import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const KEY = "aws:kms/key:Key";
const BUCKET = "aws:s3/bucket:Bucket";

export default cases("cloudtrail-key-region", {
  passes: {
    "all in one region": (s) => {
      const [key, bucket] = [s.resource(KEY, "key"), s.resource(BUCKET, "logs")];
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: key.arn });
    },
    "key and bucket in another region than the trail": (s) => {
      const provider = s.provider("eu", { region: "eu-west-1" });
      const key = s.resource(KEY, "key", {}, { provider });
      const bucket = s.resource(BUCKET, "logs", { region: "eu-west-1" });
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: key.arn });
    },
    "a replica in the bucket's region": (s) => {
      const key = s.resource(KEY, "key", { multiRegion: true });
      const replica = s.resource("aws:kms/replicaKey:ReplicaKey", "replica", {
        primaryKeyArn: key.arn,
        region: "eu-west-1",
      });
      const bucket = s.resource(BUCKET, "logs", { region: "eu-west-1" });
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: replica.arn });
    },
    "a key outside, in the bucket's region by its ARN": (s) => {
      const bucket = s.resource(BUCKET, "logs");
      s.resource(TRAIL, "trail", {
        s3BucketName: bucket.id,
        kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/central",
      });
    },
    "a key outside, by its alias": (s) => {
      const bucket = s.resource(BUCKET, "logs");
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: "alias/central" });
    },
    "a bucket outside": (s) => {
      const key = s.resource(KEY, "key", { region: "eu-west-1" });
      s.resource(TRAIL, "trail", { s3BucketName: "central-trail-logs", kmsKeyId: key.arn });
    },
    "a bucket that is only read": (s) => {
      const bucket = s.resource(BUCKET, "logs", { region: "eu-west-1" }, { isRead: true });
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: s.resource(KEY, "key").arn });
    },
    "no key": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id });
    },
    "a region that only the environment of the run tells": (s) => {
      const provider = s.provider("default_7_48_0", {});
      const bucket = s.resource(BUCKET, "logs", {}, { provider });
      s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: s.resource(KEY, "key").arn });
    },
  },
  fails: {
    "the key in another region": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { region: "eu-west-1" });
        s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id, kmsKeyId: key.arn });
      },
      findings: [
        {
          resource: "trail",
          path: "kmsKeyId",
          found: /key is in eu-west-1, the trail's bucket "logs" in us-east-1/,
          fix: /ReplicaKey/,
        },
      ],
    },
    "the bucket in another region, by its provider": {
      stack: (s) => {
        const provider = s.provider("eu", { region: "eu-west-1" });
        const bucket = s.resource(BUCKET, "logs", {}, { provider });
        s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: s.resource(KEY, "key").arn });
      },
      findings: [{ resource: "trail", path: "kmsKeyId", found: /us-east-1, .* in eu-west-1/ }],
    },
    "a key outside, by its ARN": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "logs");
        s.resource(TRAIL, "trail", {
          s3BucketName: bucket.id,
          kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/central",
        });
      },
      findings: [{ resource: "trail", path: "kmsKeyId", found: /eu-west-1/ }],
    },
    "the primary key in place of the replica, behind an alias": {
      stack: (s) => {
        const key = s.resource(KEY, "key", { multiRegion: true });
        s.resource("aws:kms/replicaKey:ReplicaKey", "replica", { primaryKeyArn: key.arn, region: "eu-west-1" });
        const alias = s.resource("aws:kms/alias:Alias", "alias", { name: "alias/trail", targetKeyId: key.id });
        const bucket = s.resource(BUCKET, "logs", { region: "eu-west-1" });
        s.resource(TRAIL, "trail", { s3BucketName: bucket.id, kmsKeyId: alias.arn });
      },
      findings: [{ resource: "trail", path: "kmsKeyId", found: /us-east-1, .* in eu-west-1/ }],
    },
  },
  undecided: {
    "a region that is not known yet": (s) => {
      const key = s.resource(KEY, "key", { region: s.unknown });
      s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id, kmsKeyId: key.arn });
    },
    "a bucket that is not known yet": (s) => {
      s.resource(BUCKET, "logs");
      s.resource(TRAIL, "trail", {
        s3BucketName: s.unknown,
        kmsKeyId: s.resource(KEY, "key", { region: "eu-west-1" }).arn,
      });
    },
    "a key that is not known yet": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id, kmsKeyId: s.unknown });
    },
  },
  malformed: {
    "a key that is no text": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id, kmsKeyId: [{}] });
    },
    "an ARN without a region": (s) => {
      s.resource(TRAIL, "trail", { s3BucketName: s.resource(BUCKET, "logs").id, kmsKeyId: "arn:aws:kms:" });
    },
  },
});
