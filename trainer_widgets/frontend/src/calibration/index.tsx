import { widgetOf } from "../looking/widget";
import { RoomFrame } from "./frame";
import { RoomSession } from "./session";
import "./room.css";

export default widgetOf("Calibration session", RoomSession, RoomFrame);
