import { createContext, useContext } from "react";

/** Whether the canvas is seen from so far that nobody reads a box: it is drawn without what stands in it, and lines without their +. */
export const FarContext = createContext(false);

export const useIsFar = (): boolean => useContext(FarContext);
