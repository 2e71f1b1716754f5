// A network with hosts as it is often written in a hurry. The number in a comment is the item of the infrastructure
// catalogue that the lines break; `npm run demo -- secure-infrastructure` shows what the policy pack says about each, with
// the settings of ../settings.json: a multi-region trail with its alarms exists already, and trails have their own bucket.
//
// infra b8: neither GuardDuty nor anything else looks at what happens in the network.
// infra b14: nothing carries tags.
import "./access";
import "./hosts";
import { logs } from "./storage";
import { vpc } from "./network";
import "./audit";

// infra a5: neither the trail nor the detector is exported.
export const vpcId = vpc.id;
export const logBucket = logs.bucket;
