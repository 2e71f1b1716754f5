import { describeCases } from "../harness/describe-cases";

describeCases("networking");
