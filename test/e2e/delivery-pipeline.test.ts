import { deliveryPipeline } from "../../scripts/examples";
import { describeExample } from "./examples";

describeExample(deliveryPipeline, {
  secret: /placeholder-token|hardcoded-token/,
  // A state audit has no stack configuration, so it cannot tell where the region comes from.
  notInAudit: ["region-configured"],
  stoppedBy: "s3-bucket-versioning",
});
