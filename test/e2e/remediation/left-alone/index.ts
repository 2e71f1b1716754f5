import * as aws from "@pulumi/aws";

new aws.kms.Key("ignored", { description: "ignored" }, { ignoreChanges: ["enableKeyRotation", "tags"] });
new aws.kms.Key("accepted", { description: "accepted" });
new aws.kms.Key("changed", { description: "changed" });
