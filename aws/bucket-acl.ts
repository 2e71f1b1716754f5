import type { Resource, Value } from "../core";

/** S3's predefined groups. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee */
const LOG_DELIVERY_GROUP = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const PUBLIC_GROUPS: ReadonlyMap<string, string> = new Map([
  ["http://acs.amazonaws.com/groups/global/AllUsers", "everyone"],
  ["http://acs.amazonaws.com/groups/global/AuthenticatedUsers", "every AWS account"],
]);

/** CloudFront's account for standard logs: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html */
const CLOUDFRONT_LOG_DELIVERY = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

/** The canned ACL that lets S3's log delivery group write. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const LOG_DELIVERY_ACL = "log-delivery-write";

/** One grant of an ACL, of a bucket itself or of a split ACL resource. */
export class AclGrant {
  constructor(
    readonly at: Value,
    private readonly grantee: Value,
    private readonly granted: Value,
    /** The canonical id of the bucket's owner, as far as the ACL says it. */
    private readonly owner: Value | undefined,
  ) {}

  get permissions(): string[] {
    return this.granted.strings();
  }

  /** Whether it lets its grantee change objects or the ACL. */
  get mayWrite(): boolean {
    return this.mayPut || this.permissions.includes("WRITE_ACP");
  }

  /** Whether it lets its grantee write objects. */
  get mayPut(): boolean {
    return this.permissions.some((one) => one === "WRITE" || one === "FULL_CONTROL");
  }

  /** Whom it makes the bucket public to, in words. */
  get publicGroup(): string | undefined {
    return PUBLIC_GROUPS.get(this.grantee.at("uri").string() ?? "");
  }

  get isLogDeliveryGroup(): boolean {
    return this.grantee.at("uri").string() === LOG_DELIVERY_GROUP;
  }

  get isCloudFront(): boolean {
    return this.grantee.at("id").string() === CLOUDFRONT_LOG_DELIVERY;
  }

  /** Whether its grantee is the bucket's owner. An inline ACL does not say who that is, but no other has every right. */
  get isOwner(): boolean {
    const id = this.grantee.at("id").string();
    const owner = this.owner?.string();
    return id !== undefined && (owner === undefined ? this.permissions.includes("FULL_CONTROL") : id === owner);
  }
}

/** The ACL that a bucket or a split ACL resource sets. */
export class BucketAcl {
  constructor(private readonly resource: Resource) {}

  /** `private`, `public-read`, `log-delivery-write` ... */
  get canned(): Value {
    return this.resource.at("acl");
  }

  /** Whether the canned ACL lets S3's log delivery group write. */
  get isLogDelivery(): boolean {
    return this.canned.string() === LOG_DELIVERY_ACL;
  }

  /** Inline grants have the grantee's properties themselves, those of a split resource in `grantee`. */
  get grants(): AclGrant[] {
    const policy = this.resource.at("accessControlPolicy");
    return [
      ...this.resource
        .at("grants")
        .list()
        .map((one) => new AclGrant(one, one, one.at("permissions"), undefined)),
      ...policy
        .at("grants")
        .list()
        .map((one) => new AclGrant(one, one.at("grantee"), one.at("permission"), policy.at("owner", "id"))),
    ];
  }
}
