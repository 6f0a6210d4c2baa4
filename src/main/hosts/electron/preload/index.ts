import { ipcRenderer } from "electron";
import { handOverPorts } from "./hand-over.ts";

handOverPorts(ipcRenderer, window);
