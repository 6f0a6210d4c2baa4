import { describeMail } from "./contract.ts";
import { inProcess } from "./in-process.ts";

describeMail(inProcess);
