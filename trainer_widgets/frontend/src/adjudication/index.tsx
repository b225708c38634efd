import { widgetOf } from "../looking/widget";
import { AdjudicationFrame } from "./frame";
import { AdjudicationSession } from "./session";
import "./adjudication.css";

export default widgetOf("Adjudication", AdjudicationSession, AdjudicationFrame);
