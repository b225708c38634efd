import { widgetOf } from "../looking/widget";
import { LeadFrame } from "./frame";
import { LeadSession } from "./session";
import "./ruling.css";

export default widgetOf("Escalations", LeadSession, LeadFrame);
