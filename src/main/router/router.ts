import { accountProcedures } from "./accounts.ts";
import { base, type RouterDeps } from "./implementer.ts";
import { activityProcedures, conversationProcedures, messageProcedures, uploadProcedures } from "./conversations.ts";
import { firstStepsProcedures } from "./first-steps.ts";
import { contactFileProcedures } from "./contact-files.ts";
import { contactProcedures } from "./contacts.ts";
import { channelProcedures } from "./channels.ts";
import { notificationProcedures, outboxProcedures } from "./outbox-procedures.ts";
import { dataProcedures } from "./data.ts";
import { reportProcedures } from "./reports.ts";
import { deskProcedures, searchProcedures } from "./desk.ts";
import { workflowExplanationProcedures } from "./automation/explanations.ts";
import { attentionProcedures } from "./automation/attention.ts";
import { automationsProcedures } from "./automation/automations.ts";
import { enrolmentProcedures } from "./automation/enrolment.ts";
import { historyOffersProcedures } from "./automation/history-offers.ts";
import { workflowFilesProcedures } from "./automation/files.ts";
import { webhookRequestsProcedures } from "./automation/webhook-requests.ts";
import { tasksProcedures } from "./automation/tasks.ts";
import { macrosProcedures } from "./automation/macros.ts";
import { snippetsProcedures } from "./automation/snippets.ts";
import { stepCommentsProcedures } from "./automation/step-comments.ts";
import { propertyProcedures } from "./properties.ts";
import { mailTemplatesProcedures } from "./automation/mail-templates.ts";
import { slaPoliciesProcedures, workCalendarsProcedures } from "./automation/sla.ts";
import { teamsProcedures } from "./automation/teams.ts";
import { galleryProcedures } from "./automation/gallery.ts";
import { savedViewProcedures } from "./saved-views.ts";
import { seatGuard } from "./seat-guard.ts";
import { standBack } from "./stand-back.ts";
import { membershipProcedures } from "./membership.ts";
import { pipelineProcedures, userProcedures, workflowProcedures } from "./setup.ts";
import { ticketProcedures } from "./tickets.ts";

export type { CoreContext, RouterDeps } from "./implementer.ts";

/** The contract, implemented by the core's commands and queries. */
export function createRouter(deps: RouterDeps) {
  return base
    .use(standBack(deps))
    .use(seatGuard(deps))
    .router({
      desk: deskProcedures(deps),
      firstSteps: firstStepsProcedures(deps),
      tickets: ticketProcedures(deps),
      views: savedViewProcedures(deps),
      pipelines: pipelineProcedures(deps),
      workflows: {
        ...workflowProcedures(deps),
        ...workflowExplanationProcedures(deps),
        ...enrolmentProcedures(deps),
        ...workflowFilesProcedures(deps),
      },
      historyOffers: historyOffersProcedures(deps),
      automations: automationsProcedures(deps),
      attention: attentionProcedures(deps),
      webhookRequests: webhookRequestsProcedures(deps),
      tasks: tasksProcedures(deps),
      snippets: snippetsProcedures(deps),
      macros: macrosProcedures(deps),
      stepComments: stepCommentsProcedures(deps),
      mailTemplates: mailTemplatesProcedures(deps),
      teams: teamsProcedures(deps),
      properties: propertyProcedures(deps),
      slaPolicies: slaPoliciesProcedures(deps),
      workCalendars: workCalendarsProcedures(deps),
      gallery: galleryProcedures(deps),
      channels: channelProcedures(deps),
      contacts: contactProcedures(deps),
      contactFiles: contactFileProcedures(deps),
      users: userProcedures(deps),
      accounts: accountProcedures(deps),
      membership: membershipProcedures(deps),
      data: dataProcedures(deps),
      conversations: conversationProcedures(deps),
      messages: messageProcedures(deps),
      uploads: uploadProcedures(deps),
      outbox: outboxProcedures(deps),
      notifications: notificationProcedures(deps),
      activities: activityProcedures(deps),
      reports: reportProcedures(deps),
      search: searchProcedures(deps),
    });
}
