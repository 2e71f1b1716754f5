import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const WEBSITE = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration";
const WEBSITE_V2 = "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2";

export default cases("s3-bucket-website", {
  passes: {
    "no website": (s) => {
      s.resource(BUCKET, "data");
      s.resource("aws:s3/bucketV2:BucketV2", "more", { websites: [] });
    },
    "all requests are redirected": (s) => {
      const old = s.resource(BUCKET, "old");
      s.resource(WEBSITE, "website", {
        bucket: old.id,
        redirectAllRequestsTo: { hostName: "www.example.com", protocol: "https" },
      });
    },
    "all requests are redirected, inline": (s) => {
      s.resource(BUCKET, "old", { website: { redirectAllRequestsTo: "https://www.example.com" } });
      s.resource("aws:s3/bucketV2:BucketV2", "older", {
        websites: [{ redirectAllRequestsTo: "https://www.example.com" }],
      });
    },
    "rules redirect, and there is no document": (s) => {
      s.resource(WEBSITE, "website", {
        bucket: "acme-old",
        routingRules: [{ redirect: { hostName: "www.example.com" } }],
      });
    },
    "a bucket that the settings allow, by its name": {
      options: { allowedBuckets: ["www.example.*"] },
      stack: (s) => {
        const site = s.resource(BUCKET, "site", { bucket: "www.example.com" });
        s.resource(WEBSITE, "website", { bucket: site.id, indexDocument: { suffix: "index.html" } });
        s.resource(WEBSITE, "more", { bucket: "www.example.org", indexDocument: { suffix: "index.html" } });
      },
    },
    "a bucket that the settings allow, by its name in the program": {
      options: { allowedBuckets: ["site"] },
      stack: (s) => {
        s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      },
    },
  },
  fails: {
    "a website": {
      stack: (s) => {
        const site = s.resource(BUCKET, "site");
        s.resource(WEBSITE, "website", { bucket: site.id, indexDocument: { suffix: "index.html" } });
      },
      findings: [{ resource: "website", path: "", found: /hosts a website/, fix: /cloudfront.*allowedBuckets/ }],
    },
    "a website in the resource of provider 6": {
      stack: (s) => {
        const site = s.resource("aws:s3/bucketV2:BucketV2", "site");
        s.resource(WEBSITE_V2, "website", { bucket: site.id, indexDocument: { suffix: "index.html" } });
      },
      findings: [{ resource: "website", path: "", found: /hosts a website/ }],
    },
    inline: {
      stack: (s) => {
        s.resource(BUCKET, "site", { website: { indexDocument: "index.html", errorDocument: "404.html" } });
        s.resource("aws:s3/bucketV2:BucketV2", "older", { websites: [{ indexDocument: "index.html" }] });
      },
      findings: [
        { resource: "site", path: "website", found: /hosts a website/ },
        { resource: "older", path: "websites", found: /hosts a website/ },
      ],
    },
    "rules that redirect a part of what is served": {
      stack: (s) => {
        s.resource(WEBSITE, "website", {
          bucket: "acme-site",
          indexDocument: { suffix: "index.html" },
          routingRules: [{ condition: { keyPrefixEquals: "old/" }, redirect: { hostName: "www.example.com" } }],
        });
      },
      findings: [{ resource: "website", path: "", found: /hosts a website/ }],
    },
    "another bucket than the settings allow": {
      options: { allowedBuckets: ["site"] },
      stack: (s) => {
        const data = s.resource(BUCKET, "data-site", { bucket: "acme-site-data" });
        s.resource(WEBSITE, "website", { bucket: data.id, indexDocument: { suffix: "index.html" } });
      },
      findings: [{ resource: "website", path: "", found: /hosts a website/ }],
    },
  },
  undecided: {
    "the website": (s) => {
      s.resource(BUCKET, "site", { website: s.unknown });
    },
    "whether there is a document": (s) => {
      s.resource(WEBSITE, "website", {
        bucket: "acme",
        indexDocument: s.unknown,
        redirectAllRequestsTo: { hostName: "www.example.com" },
      });
    },
    "whether it redirects": (s) => {
      s.resource(WEBSITE, "website", { bucket: "acme", redirectAllRequestsTo: s.unknown });
    },
    "what the bucket is called": {
      options: { allowedBuckets: ["acme-*"] },
      stack: (s) => {
        s.resource(WEBSITE, "website", { bucket: s.unknown, indexDocument: { suffix: "index.html" } });
      },
    },
  },
  malformed: {
    "null and text": {
      stack: (s) => {
        s.resource(BUCKET, "none", { website: null });
        s.resource(BUCKET, "text", { website: "index.html" });
      },
      findings: [{ resource: "text", path: "website", found: /hosts a website/ }],
    },
  },
});
