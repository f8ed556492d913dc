// Written by script/api from the door's document: do not edit.
export interface paths {
    "/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies to take part; the operator decides, unless it decided to approve at once. */
        post: operations["post_applications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The assignments of an order or of one act. */
        get: operations["get_assignments"];
        put?: never;
        /** Gives pieces of orders to fulfillers, at most 500 rows; nobody sees them until the undo window is over. */
        post: operations["post_assignments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes pieces back: at once where no number holds them, else by asking the fulfiller. */
        post: operations["post_assignments_recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what is still held: a whole act, or some of its assignments. */
        post: operations["post_assignments_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's batches, newest first. */
        get: operations["get_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One batch as it stands. */
        get: operations["get_batches_batch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops it; what was done stays done. */
        post: operations["post_batches_batch_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows it refused: row, column and code, never the value. */
        get: operations["get_batches_batch_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives all free pieces of many orders to one fulfiller; every 500 are an act, named in `progress.acts`. */
        post: operations["post_batches_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes many orders nobody works on. */
        post: operations["post_batches_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/count/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same of what the merchant packs himself. */
        post: operations["post_batches_count_assignments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/count/given": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same of assignments given to fulfillers. */
        post: operations["post_batches_count_given"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/count/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many orders a selection holds, exactly, and how many of them the verb fits now. */
        post: operations["post_batches_count_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/count/parcels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same of parcels the merchant packs himself. */
        post: operations["post_batches_count_parcels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a parcel of what is left of each of many assignments. */
        post: operations["post_batches_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the labels of many parcels; every 500 are a task, named in `progress.tasks`. */
        post: operations["post_batches_print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes many assignments back: at once where no number holds them, else by asking. */
        post: operations["post_batches_recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ships many parcels that have a number. */
        post: operations["post_batches_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/take-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes numbers for many parcels, or for what is left of many assignments. */
        post: operations["post_batches_take_numbers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back many assignments nobody has seen yet, e.g. what a batch made. */
        post: operations["post_batches_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The merchant's bindings, newest offer first. */
        get: operations["get_bindings"];
        put?: never;
        /** Offers a binding to the factory of a public code. */
        post: operations["post_bindings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One binding. */
        get: operations["get_bindings_binding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says yes to the factory's offer. */
        post: operations["post_bindings_binding_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to the factory's offer. */
        post: operations["post_bindings_binding_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the binding: no new work, open work finishes or is recalled. */
        post: operations["post_bindings_binding_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}/sku-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The words agreed for goods. */
        get: operations["get_bindings_binding_sku_map"];
        /** Sets and forgets words for goods, at most 500. */
        put: operations["put_bindings_binding_sku_map"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bindings/{binding}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the terms that are the merchant's to set. */
        patch: operations["patch_bindings_binding_terms"];
        trace?: never;
    };
    "/v1/bindings/{binding}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the own offer back. */
        post: operations["post_bindings_binding_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The carriers numbers can be taken from, and those a number can be typed for. */
        get: operations["get_carriers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A stream of server-sent events: `stir` names the nouns to ask for again, `batch` tells how far one is, `reset` that
         *     everything is to be read anew. Come back with `Last-Event-ID`; a line of comment every 15 seconds says that it lives.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last days, at most 30, in the platform's zone; the last one is today so far. */
        get: operations["get_flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flow/bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How punctual each binding is, over the assignments of the last days; those with the most work first. */
        get: operations["get_flow_bindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a CSV or XLSX file of at most 64 MiB as the body; watch the batch it answers with. */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations, the newest first. */
        get: operations["get_invitations"];
        put?: never;
        /** Invites somebody into the party. */
        post: operations["post_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["delete_invitations_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts an invitation with the secret of its link. */
        post: operations["post_invitations_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/label-defaults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where templates are used without being asked for. */
        get: operations["get_label_defaults"];
        /** Says which template is used in a binding, or everywhere, where nothing else is asked for. */
        put: operations["put_label_defaults"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/label-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's label templates, newest first. */
        get: operations["get_label_templates"];
        put?: never;
        /** Makes a label template; what cannot be drawn is refused, naming the place. */
        post: operations["post_label_templates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/label-templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One label template. */
        get: operations["get_label_templates_template"];
        put?: never;
        post?: never;
        /** Deletes a label template; where it was used, labels carry the usual packing note again. */
        delete: operations["delete_label_templates_template"];
        options?: never;
        head?: never;
        /** Changes a label template's name or drawing. */
        patch: operations["patch_label_templates_template"];
        trace?: never;
    };
    "/v1/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Labels whose fate is open, the longest waiting first. */
        get: operations["get_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's machines. */
        get: operations["get_machines"];
        put?: never;
        /** Makes a machine and shows its secret once. Wants a step-up. */
        post: operations["post_machines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a machine; its tokens stop counting at once. */
        delete: operations["delete_machines_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The orders that match, newest first, receivers masked. */
        get: operations["get_orders"];
        put?: never;
        /** Takes in at most 500 orders; each is sealed before it is stored, and taken once per source and number. */
        post: operations["post_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order. */
        get: operations["get_orders_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an order: who did what, when. */
        get: operations["get_orders_order_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the exceptions of orders were seen. */
        post: operations["post_orders_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes orders nobody works on. */
        post: operations["post_orders_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many orders stand under each tab; counting stops at 1,000. */
        get: operations["get_orders_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Orders by their numbers, at most 500 numbers; receivers masked. */
        post: operations["post_orders_find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the merchant packs himself, as a fulfiller sees his work. */
        get: operations["get_own_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own-assignments/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many stand under each tab of it; counting stops at 1,000. */
        get: operations["get_own_assignments_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/papers/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What left with a carrier on a day, for his courier to sign. */
        get: operations["get_papers_hand_over"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/papers/packing-slips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A packing slip for each of at most 500 parcels. */
        post: operations["post_papers_packing_slips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/papers/pick-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What to take from the shelves for parcels, at most 500. */
        post: operations["post_papers_pick_list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parcels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parcels with one's own goods, at one stage or of one order, oldest first; whoever packs them. */
        get: operations["get_parcels"];
        put?: never;
        /** Makes parcels of accepted assignments that one ships oneself, at most 500, joining or splitting them. */
        post: operations["post_parcels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parcels/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unpacks parcels without a live number. */
        post: operations["post_parcels_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parcels/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ships parcels that have a number: the merchant sees carrier and number at once. */
        post: operations["post_parcels_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parcels/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks parcels whose goods were scanned and fit their label, at most 500; refused is what may not leave. */
        post: operations["post_parcels_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/party": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party one acts for. */
        get: operations["get_party"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes it: name, drop-shipping, language, notice address, sender. */
        patch: operations["patch_party"];
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a link to a new password; the answer is the same whether or not somebody has that address. */
        post: operations["post_password_resets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the new password; every session of the person ends. */
        post: operations["post_password_resets_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the party. */
        get: operations["get_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a person out of the party. */
        delete: operations["delete_people_id"];
        options?: never;
        head?: never;
        /** Changes a person's role. */
        patch: operations["patch_people_id"];
        trace?: never;
    };
    "/v1/print-agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's print agents. */
        get: operations["get_print_agents"];
        put?: never;
        /** Invites a print agent; the answer shows its one-time code once. */
        post: operations["post_print_agents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/print-agents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Gives an agent another name. */
        patch: operations["patch_print_agents_agent"];
        trace?: never;
    };
    "/v1/print-agents/{agent}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes an agent: its tickets die. */
        post: operations["post_print_agents_agent_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/print-agents/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands between this browser and a printed label, from what it found of the agent beside it. */
        get: operations["get_print_agents_diagnosis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for labels, at most 500, in order; the tickets are sealed within seconds. */
        post: operations["post_prints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prints/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A task: the sealed tickets to hand to the agent, and what became of each label. */
        get: operations["get_prints_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prints/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a task's labels anew, from the Nth on, in their order. */
        post: operations["post_prints_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products, the newest first; narrowed by the beginning of SKU or name. */
        get: operations["get_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/barcodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the barcodes of products, at most 500. */
        post: operations["post_products_barcodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recall-requests/{request}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a question back: the fulfiller goes on. */
        post: operations["post_recall_requests_request_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refunds, newest first. */
        get: operations["get_refunds"];
        put?: never;
        /** Opens refunds of pieces of lines, at most 500: what holds them gets no number, no label, and does not leave. */
        post: operations["post_refunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completes refunds: free pieces are refunded; what is with a fulfiller is recalled first. */
        post: operations["post_refunds_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets parcels go in spite of open refunds; the reason is kept. */
        post: operations["post_refunds_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws refunds the merchant opened. */
        post: operations["post_refunds_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, for which party, with which scopes. */
        get: operations["get_session"];
        put?: never;
        /** Signs a person in; the session is in a cookie. */
        post: operations["post_session"];
        /** Signs out: the session ends and the cookie goes. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/party": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Acts for another of one's parties from now on. */
        put: operations["put_session_party"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves that one is still there, for acts that want a fresh proof. */
        post: operations["post_session_step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's sessions. */
        get: operations["get_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's sessions. */
        delete: operations["delete_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Types numbers by hand and ships, in one call. */
        post: operations["post_shipments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket}/say": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A person's word on a label whose agent cannot tell: it came out, or it did not. */
        post: operations["post_tickets_ticket_say"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trades a machine's secret, or a refresh token, for a token of ten minutes. */
        post: operations["post_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a secret for an authenticator; it counts once a code was confirmed. Wants a step-up. */
        post: operations["post_totp"];
        /** Switches codes off. Wants a step-up. */
        delete: operations["delete_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches codes on with a first right one. */
        post: operations["post_totp_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own views in this party, at most 50. */
        get: operations["get_views"];
        put?: never;
        /** Keeps a view under a name. */
        post: operations["post_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes one. */
        put: operations["put_views_id"];
        post?: never;
        /** Forgets one. */
        delete: operations["delete_views_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's waybill accounts, newest first. */
        get: operations["get_waybill_accounts"];
        put?: never;
        /** Asks the operator for a waybill account. */
        post: operations["post_waybill_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_waybill_accounts_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an account no number is being taken on. */
        post: operations["post_waybill_accounts_account_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What moved in an account, newest first. */
        get: operations["get_waybill_accounts_account_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes numbers, at most 500: money is held now, the carrier is asked within moments. */
        post: operations["post_waybills"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybills/{waybill}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One waybill. */
        get: operations["get_waybills_waybill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybills/external": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Types numbers by hand: ready to ship at once. */
        post: operations["post_waybills_external"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybills/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives numbers back; the money returns when the carrier has agreed. */
        post: operations["post_waybills_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The invited one's answer. A person of this side who has shown by a mailed link that the address is theirs keeps name
         *     and password; anyone else brings both, and an account somebody made of the address becomes theirs.
         */
        AcceptAsk: {
            /** @description The language of mails, `zh-CN` unless told. */
            locale?: string | null;
            /** @description A new person's name. */
            name?: string | null;
            /** @description A new person's password. */
            password?: string | null;
            /** @description The secret of the mailed link. */
            secret: string;
        };
        /** @description What an accepted invitation leads to: sign in next. */
        AcceptedView: {
            /** @description What to sign in with. */
            mail: string;
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
        };
        /** @description Orders whose exception was seen, at most 500. */
        Acknowledge: {
            /** @description The orders. */
            orders: components["schemas"]["Named"][];
        };
        /**
         * @description A verb of an order.
         * @enum {string}
         */
        Action: "assign" | "recall" | "close" | "acknowledge";
        /** @description From which label on. */
        Again: {
            agent?: components["schemas"]["OwnedPrintAgentId_PrintAgent"] | null;
            /**
             * Format: int64
             * @description The first label to print again, from 1.
             */
            from: number;
            /** @description Why again, for labels that may exist already; the others need none. */
            reason?: string;
            /** @description The task. */
            task: components["schemas"]["PrintTaskId"];
        };
        /** @description An agent as its party sees it. */
        AgentView: {
            /** @description Verbs legal now. */
            actions: string[];
            /**
             * Format: date-time
             * @description When it was invited.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it enrolled.
             */
            enrolled_at?: string | null;
            /** @description The agent. */
            id: components["schemas"]["OwnedPrintAgentId"];
            /** @description What people call it. */
            name: string;
            /**
             * Format: date-time
             * @description When it last spoke to the platform.
             */
            seen_at?: string | null;
            /** @description invited, active or revoked. */
            state: string;
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /** @description A party that wants to take part, and its first owner. */
        ApplicationAsk: {
            kind?: components["schemas"]["PartyKind"] | null;
            /** @description The language of mails, `zh-CN` unless told. */
            locale?: string | null;
            /** @description What the first owner will sign in with; the party's notices go there too. */
            mail: string;
            /** @description The first owner's name. */
            name: string;
            /** @description The party's name. */
            party: string;
            /** @description The first owner's password. */
            password: string;
        };
        /** @description What became of an application. */
        ApplicationView: {
            /** @description Its public code. */
            code: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
            /** @description `applied`, or `active` where the operator approves at once. */
            state: components["schemas"]["PartyState"];
        };
        /** @description Pieces to assign, at most 500 rows. */
        AssignAsk: {
            /** @description What goes where. */
            rows: components["schemas"]["AssignRow"][];
        };
        /**
         * @description A verb of an assignment.
         * @enum {string}
         */
        AssignmentAction: "undo" | "recall" | "accept" | "decline" | "fail" | "pack" | "withdraw_request" | "grant_request" | "deny_request";
        /** @description Who works on the order. */
        AssignmentBrief: {
            /**
             * Format: date-time
             * @description Until when it should be accepted.
             */
            accept_by?: string | null;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            accepted_at?: string | null;
            /** @description The number the fulfiller sees instead of the order's. */
            alias: string;
            /**
             * Format: date-time
             * @description When the fulfiller first saw it.
             */
            assigned_at?: string | null;
            /** @description Why it was declined or failed. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description The fulfiller. */
            fulfiller: components["schemas"]["FulfillerId"];
            /** @description Its name. */
            fulfiller_name: string;
            /**
             * Format: date-time
             * @description Until when it can be undone.
             */
            held_until: string;
            /** @description The assignment. */
            id: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description In the fulfiller's words. */
            note: string;
            /** @description held, assigned, accepted, shipped, declined, failed or recalled. */
            state: string;
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /** @description An assignment as its fulfiller sees it: never the order's number, its price or its receiver. */
        AssignmentCard: {
            /**
             * Format: date-time
             * @description Until when it should be accepted.
             */
            accept_by?: string | null;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            accepted_at?: string | null;
            /** @description What the fulfiller may do with it now. */
            actions: components["schemas"]["AssignmentAction"][];
            /** @description The name of the order between the two. */
            alias: string;
            /**
             * Format: date-time
             * @description When the fulfiller first saw it.
             */
            assigned_at?: string | null;
            binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
            /** @description Why it was not supplied, in the fulfiller's own code. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description What a person must look at, if anything. */
            exception?: string | null;
            /** @description What to pack. */
            goods: components["schemas"]["AssignmentGoods"][];
            /** @description The assignment. */
            id: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description Whose order it is. */
            merchant: components["schemas"]["AssignmentParty"];
            /** @description And words. */
            note: string;
            /**
             * Format: date-time
             * @description When it was ordered.
             */
            placed_at: string;
            recall?: components["schemas"]["RecallQuestion"] | null;
            receiver_token?: components["schemas"]["ReceiverTokenId"] | null;
            /** @description A buyer wants goods of it back: no number, no label, no shipping until the merchant decides. */
            refund_open: boolean;
            /** @description Where it goes, down to the district. */
            region: components["schemas"]["AssignmentRegion"];
            /** @description The buyer's remark, sanitised. */
            remark: string;
            /** @description The merchant's remark, sanitised. */
            seller_remark: string;
            /**
             * Format: date-time
             * @description Until when it should leave.
             */
            ship_by?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["AssignmentState"];
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
            /** @description Pieces at each stage. */
            work: components["schemas"]["AssignmentWork"];
        };
        /** @description The numbers on the tabs. */
        AssignmentCounts: {
            /** @description 全部. */
            all: components["schemas"]["Count"];
            /** @description 异常. */
            exception: components["schemas"]["Count"];
            /** @description 已发货. */
            shipped: components["schemas"]["Count"];
            /** @description 待接单. */
            to_accept: components["schemas"]["Count"];
            /** @description 待取号. */
            to_number: components["schemas"]["Count"];
            /** @description 待打印. */
            to_print: components["schemas"]["Count"];
            /** @description 待发货. */
            to_ship: components["schemas"]["Count"];
        };
        /** @description An assignment as an act left it. */
        AssignmentDone: {
            /** @description The assignment. */
            id: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description Its state now: held, assigned, accepted, shipped, declined, failed or recalled. */
            state: string;
            /**
             * Format: int64
             * @description Its version now.
             */
            version: number;
        };
        /** @description What the list is narrowed by; everything given must hold. */
        AssignmentFilter: {
            /** @description This alias. */
            alias?: string | null;
            binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
            /** @description `next` of the page before. */
            cursor?: string | null;
            /**
             * Format: int64
             * @description Rows on the page, 1 to 200; 50 unless told.
             */
            limit?: number | null;
            /** @description Past the time to accept or to ship by. */
            overdue?: boolean | null;
            /**
             * Format: date-time
             * @description Ordered at or after.
             */
            placed_from?: string | null;
            /**
             * Format: date-time
             * @description Ordered before.
             */
            placed_to?: string | null;
            product?: components["schemas"]["ProductId"] | null;
            /**
             * Format: int64
             * @description Division code of a province (six digits).
             */
            province?: number | null;
            tab?: components["schemas"]["AssignmentTab"] | null;
        };
        /** @description One line of goods in an assignment, in both sides' words. */
        AssignmentGoods: {
            /** @description The barcode on it. */
            barcode: string;
            /** @description The fulfiller's SKU, where the two agreed on one. */
            fulfiller_sku?: string | null;
            /** @description The line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /** @description The product's name, in the fulfiller's words where there are some. */
            name: string;
            /**
             * Format: int64
             * @description Of these, in parcels.
             */
            packed: number;
            /** @description The product. */
            product: components["schemas"]["ProductId"];
            /**
             * Format: int64
             * @description Pieces given to the fulfiller.
             */
            quantity: number;
            /**
             * Format: int64
             * @description Of these, back with the merchant.
             */
            returned: number;
            /**
             * Format: int64
             * @description Of these, gone.
             */
            shipped: number;
            /** @description The merchant's SKU. */
            sku: string;
            /** @description Colour, size and the like. */
            spec: string;
            /**
             * Format: int64
             * @description What the merchant pays the fulfiller a piece, in fen, where agreed.
             */
            supply_fen?: number | null;
        };
        /** @description The other side of an assignment. */
        AssignmentParty: {
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
        };
        /** @description A division of China, as deep as the order's address names it. */
        AssignmentRegion: {
            /** @description 市; empty where there is none. */
            city: string;
            /**
             * Format: int64
             * @description Its six-digit code.
             */
            code: number;
            /** @description 区县; empty where there is none. */
            district: string;
            /** @description 省. */
            province: string;
        };
        /** @description Assignments in one's own hands: exactly one of `ids`, `filter` and `refused_by`. */
        AssignmentSelection: {
            /** @description But not these, at most 10,000. */
            except?: components["schemas"]["OwnedAssignmentId_Assignment"][];
            filter?: components["schemas"]["AssignmentFilter"] | null;
            /** @description These, at most 50,000, each once. */
            ids?: components["schemas"]["OwnedAssignmentId_Assignment"][] | null;
            refused_by?: components["schemas"]["BatchId"] | null;
        };
        /**
         * @description The word of a state.
         * @enum {string}
         */
        AssignmentState: "held" | "assigned" | "accepted" | "shipped" | "declined" | "failed" | "recalled";
        /**
         * @description A tab of the list.
         * @enum {string}
         */
        AssignmentTab: "to_accept" | "to_number" | "to_print" | "to_ship" | "shipped" | "exception" | "all";
        /**
         * @description What is to be done to assignments in one's own hands.
         * @enum {string}
         */
        AssignmentVerb: "accept" | "decline" | "fail" | "pack" | "take_numbers";
        /** @description Pieces at each stage. */
        AssignmentWork: {
            /**
             * Format: int64
             * @description Gone.
             */
            shipped: number;
            /**
             * Format: int64
             * @description Waiting for an answer.
             */
            to_accept: number;
            /**
             * Format: int64
             * @description Accepted, without number.
             */
            to_number: number;
            /**
             * Format: int64
             * @description Numbered, not printed.
             */
            to_print: number;
            /**
             * Format: int64
             * @description Ready to leave.
             */
            to_ship: number;
        };
        /** @description What became of the call. */
        AssignReply: components["schemas"]["Rows_AssignGiven"] & {
            /** @description The act, by which all of it can be undone. */
            act: components["schemas"]["OwnedActId_Act"];
            /**
             * Format: date-time
             * @description Until when it can be undone.
             */
            held_until: string;
        };
        /** @description All free pieces of an order, of one of its lines, or a quantity of one line. */
        AssignRow: {
            line?: components["schemas"]["OwnedLineId_Line"] | null;
            /** @description The order. */
            order: components["schemas"]["OwnedOrderId_Order"];
            /**
             * Format: int64
             * @description Pieces of that line; absent means all that are free.
             */
            quantity?: number | null;
            /** @description Whom they go to. */
            to: components["schemas"]["AssignTarget"];
        };
        /** @description `self`, or a binding's id */
        AssignTarget: string;
        /** @description What to undo: a whole act, or some of its assignments. */
        AssignUndo: {
            act?: components["schemas"]["OwnedActId_Act"] | null;
            /** @description Some assignments, at most 500. */
            assignments?: components["schemas"]["OwnedAssignmentId_Assignment"][];
        };
        /** @description The barcode on a product. */
        Barcode: {
            /** @description Letters, digits and `-._/`, at most 48; empty takes it off. */
            barcode: string;
            /** @description The product. */
            product: components["schemas"]["ProductId"];
        };
        /** @description Barcodes to set, at most 500. */
        BarcodesSet: {
            /** @description One for each product. */
            rows: components["schemas"]["Barcode"][];
        };
        /** @description A batch as people watch it; `done + refused` of `total` since `started_at` is its pace. */
        Batch: {
            /** @description Verbs legal now; `retry` is a new batch of the same kind with `refused_by`. */
            actions: string[];
            /** @description Why it failed. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Rows done.
             */
            done: number;
            /** @description True if nothing will be changed. */
            dry_run: boolean;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description The batch. */
            id: components["schemas"]["BatchId"];
            /** @description What it does. */
            kind: components["schemas"]["BatchKind"];
            /** @description What it made and found out on the way, by kind. */
            progress: unknown;
            /** @description Why rows were refused, the most frequent reason first. */
            reasons: components["schemas"]["BatchReason"][];
            /**
             * Format: int64
             * @description Rows refused; ask for them one by one.
             */
            refused: number;
            /** @description What to do about that. */
            remedy?: string | null;
            /** @description What it was asked to do. */
            request: unknown;
            retry_of?: components["schemas"]["BatchId"] | null;
            /**
             * Format: date-time
             * @description When its job began.
             */
            started_at?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["BatchState"];
            /**
             * Format: int64
             * @description Rows in all, once known.
             */
            total?: number | null;
            /**
             * Format: int64
             * @description It grows with every step.
             */
            version: number;
        };
        /** @description Orders to give to a fulfiller, all their free pieces. */
        BatchAssign: {
            /** @description Which orders. */
            selection: components["schemas"]["OrderSelection"];
            /** @description Whom they go to. */
            to: components["schemas"]["AssignTarget"];
        };
        /** @description Orders to close. */
        BatchClose: {
            /** @description Why. */
            reason: components["schemas"]["CloseReason"];
            /** @description Which orders. */
            selection: components["schemas"]["OrderSelection"];
        };
        /** @description Assignments in one's own hands, to count. */
        BatchCountAssignments: {
            /** @description Which. */
            selection: components["schemas"]["AssignmentSelection"];
            /** @description For what. */
            verb: components["schemas"]["AssignmentVerb"];
        };
        /** @description Assignments one gave, to count. */
        BatchCountGiven: {
            /** @description Which. */
            selection: components["schemas"]["GivenSelection"];
            /** @description For what. */
            verb: components["schemas"]["GivenVerb"];
        };
        /** @description Orders to count. */
        BatchCountOrders: {
            /** @description Which. */
            selection: components["schemas"]["OrderSelection"];
            /** @description For what. */
            verb: components["schemas"]["OrderVerb"];
        };
        /** @description Parcels to count. */
        BatchCountParcels: {
            /** @description Which. */
            selection: components["schemas"]["ParcelSelection"];
            /** @description For what. */
            verb: components["schemas"]["ParcelVerb"];
        };
        /** @description bat_ and 22 letters, digits, - or _ */
        BatchId: string;
        /**
         * @description What a batch does.
         * @enum {string}
         */
        BatchKind: "import" | "assign" | "recall" | "undo" | "close" | "accept" | "decline" | "fail" | "pack" | "take_numbers" | "print" | "ship";
        /** @description A batch on its way, in few words. */
        BatchMoving: {
            /**
             * Format: int64
             * @description Rows done.
             */
            done: number;
            /** @description The batch. */
            id: components["schemas"]["BatchId"];
            /** @description What it does. */
            kind: string;
            /**
             * Format: int64
             * @description Rows refused.
             */
            refused: number;
            /** @description Where it stands. */
            state: string;
            /**
             * Format: int64
             * @description Rows in all, once known.
             */
            total?: number | null;
            /**
             * Format: int64
             * @description It grows with every step.
             */
            version: number;
        };
        /** @description Assignments of which what is left becomes a parcel each. */
        BatchPack: {
            /** @description Which assignments. */
            selection: components["schemas"]["AssignmentSelection"];
            /**
             * Format: int64
             * @description Weight of each parcel in gram, 0 (unknown) to 1,000,000.
             */
            weight_g?: number;
        };
        /** @description Labels to print, in the order of the selection; every 500 are a task, named in `progress.tasks`. */
        BatchPrint: {
            /** @description The agent that prints. */
            agent: components["schemas"]["OwnedPrintAgentId"];
            /** @description Why again, for labels that may exist already. */
            reason?: string;
            /** @description Which parcels. */
            selection: components["schemas"]["ParcelSelection"];
            /** @description The paper. */
            size: components["schemas"]["Size"];
        };
        /** @description A reason, and how many rows it refused. */
        BatchReason: {
            /** @description The stable code. */
            code: string;
            /** @description What to do next. */
            remedy: string;
            /**
             * Format: int64
             * @description Rows.
             */
            rows: number;
            /** @description What happened; empty for a code a file's reader says. */
            title: string;
        };
        /** @description Assignments to take back, or to ask back where a number holds them. */
        BatchRecall: {
            /** @description Why, at most 500 characters; the fulfiller reads it where it is asked. */
            reason?: string;
            /** @description Which assignments. */
            selection: components["schemas"]["GivenSelection"];
        };
        /** @description One row that was refused: where and why, never what stood there. */
        BatchRefusal: {
            /** @description The stable code. */
            code: string;
            /** @description The column's own name, or the field. */
            column: string;
            /** @description What the words of the code do not say. */
            detail?: string | null;
            /** @description The number people know it by: of the order, its alias, of the parcel. */
            number?: string | null;
            /**
             * Format: int64
             * @description Its place among the refusals, from 1.
             */
            ordinal: number;
            /** @description What to do next. */
            remedy: string;
            /**
             * Format: int64
             * @description Row of the file as the user sees it, or place in the selection, from 1.
             */
            row?: number | null;
            /** @description The public id or number the row speaks of, where that is no secret. */
            subject: string;
            /** @description What happened; empty for a code a file's reader says. */
            title: string;
        };
        /** @description Parcels to ship. */
        BatchShip: {
            /** @description Which parcels. */
            selection: components["schemas"]["ParcelSelection"];
        };
        /**
         * @description Where a batch stands.
         * @enum {string}
         */
        BatchState: "waiting" | "running" | "done" | "failed" | "cancelled";
        /** @description Numbers to take from one carrier: exactly one of `assignments` and `parcels`. */
        BatchTakeNumbers: {
            account?: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"] | null;
            assignments?: components["schemas"]["AssignmentSelection"] | null;
            /** @description The carrier's code. */
            carrier: string;
            parcels?: components["schemas"]["ParcelSelection"] | null;
            /** @description The carrier's product, by its own code; at most 60 characters. */
            product?: string;
            /**
             * Format: int64
             * @description Weight of a parcel made on the way, in gram.
             */
            weight_g?: number;
        };
        /** @description The exact answer to "all that match": what a batch begun now would walk. */
        BatchTally: {
            /**
             * Format: int64
             * @description Those whose state fits the verb now; the others would be refused. A row may yet be refused for what is only
             *     known when it is done: money, caps, what a carrier says.
             */
            eligible: number;
            /**
             * Format: int64
             * @description Rows of the selection.
             */
            matched: number;
        };
        /** @description Assignments nobody has seen yet, to take back. */
        BatchUndo: {
            /** @description Which assignments. */
            selection: components["schemas"]["GivenSelection"];
        };
        /**
         * @description A verb of a binding.
         * @enum {string}
         */
        BindingAction: "accept" | "decline" | "withdraw" | "end" | "change_terms" | "map_skus" | "assign";
        /** @description A decision about a binding. */
        BindingDecision: {
            /** @description Words to the other side where it is a no or an end, at most 500 characters. */
            reason?: string;
            /**
             * Format: int64
             * @description The version it was decided on; a stale one is refused.
             */
            version?: number | null;
        };
        /**
         * @description One end of a binding.
         * @enum {string}
         */
        BindingEnd: "merchant" | "fulfiller";
        /** @description An offer to the party of that public code. */
        BindingOffer: {
            /** @description The other side's public code; case and spaces do not matter. */
            code: string;
            /** @description Words to the other side, at most 500 characters. */
            note?: string;
            /** @description The caller's own terms, where they differ from the usual ones. */
            terms?: components["schemas"]["BindingTermsWish"];
        };
        /** @description The other side of a binding. */
        BindingOther: {
            /** @description Its public code; absent while it has none. */
            code?: string | null;
            /** @description Whether it has drop-shipping switched on. */
            drop_shipping: boolean;
            /** @description merchant, factory or warehouse. */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
        };
        /** @description The state of a binding. */
        BindingState: {
            /** @description Who asked. */
            by: components["schemas"]["BindingEnd"];
            /** @enum {string} */
            state: "offered";
        } | {
            /**
             * Format: date-time
             * @description When the offer was accepted.
             */
            since: string;
            /** @enum {string} */
            state: "active";
        } | {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Its words. */
            reason: string;
            /** @enum {string} */
            state: "declined";
        } | {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @enum {string} */
            state: "withdrawn";
        } | {
            /** @description Who ends it. */
            by: components["schemas"]["BindingEnd"];
            /** @description In his words. */
            reason: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            since: string;
            /** @enum {string} */
            state: "ending";
        } | {
            /**
             * Format: date-time
             * @description When the last work was done.
             */
            at: string;
            /** @description Who ended it. */
            by: components["schemas"]["BindingEnd"];
            /** @description In his words. */
            reason: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            since: string;
            /** @enum {string} */
            state: "ended";
        };
        /** @description The terms of a binding. */
        BindingTerms: {
            /**
             * Format: int64
             * @description Hours to accept an assignment, 1 to 720.
             */
            accept_hours: number;
            /** @description Assignments are accepted as they arrive; the factory's to set. */
            auto_accept: boolean;
            /** @description Codes of the carriers allowed; none named means all. */
            carriers: string[];
            /**
             * Format: int64
             * @description Fen a day the merchant pays at most.
             */
            daily_fen?: number | null;
            /**
             * Format: int64
             * @description Numbers a day the merchant pays for at most.
             */
            daily_waybills?: number | null;
            /** @description Who pays the waybills; the merchant's to set. */
            waybill_payer: components["schemas"]["WaybillPayer"];
        };
        /** @description A change of terms. */
        BindingTermsChange: {
            /** @description The new words. */
            terms: components["schemas"]["BindingTermsWish"];
            /**
             * Format: int64
             * @description The version they were decided on.
             */
            version: number;
        };
        /** @description New words for some terms; what is absent stays. */
        BindingTermsWish: {
            /**
             * Format: int64
             * @description Hours to accept, 1 to 720.
             */
            accept_hours?: number | null;
            /** @description Accept as they arrive; a factory's wish. */
            auto_accept?: boolean | null;
            /** @description Codes of the carriers allowed; an empty list allows all. */
            carriers?: string[] | null;
            /**
             * Format: int64
             * @description Fen a day at most.
             */
            daily_fen?: number | null;
            /**
             * Format: int64
             * @description Numbers a day at most.
             */
            daily_waybills?: number | null;
            waybill_payer?: components["schemas"]["WaybillPayer"] | null;
        };
        /** @description A binding as one of its sides sees it. */
        BindingView: components["schemas"]["BindingState"] & {
            /** @description What the caller may do with it now. */
            actions: components["schemas"]["BindingAction"][];
            /** @description Who packs under it, as filters of lists name him. */
            fulfiller: components["schemas"]["FulfillerId"];
            /** @description The binding. */
            id: components["schemas"]["OwnedBindingId_Binding"];
            /** @description The words of the offer. */
            note: string;
            /**
             * Format: date-time
             * @description When it was offered.
             */
            offered_at: string;
            /** @description Who asked. */
            offered_by: components["schemas"]["BindingEnd"];
            /** @description Assignments that are not finished, as far as the caller sees them. */
            open_work: components["schemas"]["Count"];
            /** @description The other side. */
            other: components["schemas"]["BindingOther"];
            /** @description What was agreed. */
            terms: components["schemas"]["BindingTerms"];
            /**
             * Format: int64
             * @description Send it back with a decision.
             */
            version: number;
        };
        /** @description A carrier as screens list it. */
        Carrier: {
            /** @description Its code. */
            code: string;
            /** @description Does an account's holder see receivers in the carrier's own portal? Null without an adapter. */
            holder_can_read_receiver?: boolean | null;
            /** @description English. */
            name_en: string;
            /** @description 中文. */
            name_zh: string;
            /** @description Numbers can be taken from it. */
            takes: boolean;
            /** @description What its labels must say where its numbers move no parcel. */
            test_mark?: string | null;
            /** @description Numbers can be typed for it. */
            typed: boolean;
        };
        /** @description Orders to close, at most 500. */
        Close: {
            /** @description The orders. */
            orders: components["schemas"]["Named"][];
            /** @description Why. */
            reason: components["schemas"]["CloseReason"];
        };
        /**
         * @description Why an order is closed.
         * @enum {string}
         */
        CloseReason: "cancelled" | "refunded" | "completed";
        /**
         * @description Why a call or a row is refused.
         * @enum {string}
         */
        Code: "malformed_json" | "invalid_field" | "unknown_field" | "body_too_large" | "wrong_content_type" | "too_many_rows" | "duplicate_key" | "not_found" | "method_not_allowed" | "stale" | "idempotency_key_missing" | "idempotency_key_reused" | "idempotency_key_in_flight" | "rate_limited" | "busy" | "sign_in_needed" | "sign_in_refused" | "totp_needed" | "forbidden" | "step_up_needed" | "cross_site" | "party_not_active" | "mail_taken" | "proof_not_valid" | "weak_password" | "last_owner" | "already_decided" | "drop_shipping_off" | "code_unknown" | "same_party" | "already_bound" | "binding_not_live" | "term_not_yours" | "state_forbids" | "masked_receiver" | "two_receivers" | "number_lost_digits" | "file_refused" | "upload_expired" | "order_of_platform" | "comparisons_spent" | "order_given" | "order_closed" | "cut_below_assigned" | "nothing_free" | "refund_open" | "undo_too_late" | "has_waybill" | "region_unknown" | "nothing_to_pack" | "receivers_differ" | "receiver_changed" | "receiver_gone" | "waybill_live" | "waybill_unknown" | "number_taken" | "number_lost" | "number_not_valid" | "no_number" | "carrier_unknown" | "carrier_not_allowed" | "carrier_refused" | "region_not_served" | "carrier_down" | "balance_too_low" | "sender_missing" | "cap_reached" | "account_not_active" | "agent_unknown" | "agent_revoked" | "agent_code_not_valid" | "agent_signature" | "clock_off" | "already_redeemed" | "ticket_expired" | "reprint_reason";
        /** @description A code of the authenticator. */
        CodeAsk: {
            /** @description Six digits. */
            totp: string;
        };
        /** @description A count that stops at 1,000 ("999+"). */
        Count: {
            /** @description True if there are more than `n`. */
            more: boolean;
            /**
             * Format: int64
             * @description The number, at most 1000.
             */
            n: number;
        };
        /** @description The numbers on the tabs. */
        Counts: {
            /** @description 全部. */
            all: components["schemas"]["Count"];
            /** @description 异常. */
            exception: components["schemas"]["Count"];
            /** @description 超时未发: due by now, with pieces still to be shipped. */
            overdue: components["schemas"]["Count"];
            /** @description 已发货. */
            shipped: components["schemas"]["Count"];
            /** @description 待接单. */
            to_accept: components["schemas"]["Count"];
            /** @description 待分配. */
            to_assign: components["schemas"]["Count"];
            /** @description 待取号. */
            to_number: components["schemas"]["Count"];
            /** @description 待打印. */
            to_print: components["schemas"]["Count"];
            /** @description 待发货. */
            to_ship: components["schemas"]["Count"];
        };
        /** @description A custom area as it travels in the open beside a ticket: what to draw, and what to fill in. */
        CustomArea: {
            /** @description What its fields stand for; no receiver in it. */
            data: components["schemas"]["CustomData"];
            /** @description The drawing. */
            template: components["schemas"]["LabelDesign"];
        };
        /** @description What fields stand for: nothing of a receiver, remarks with his words already taken out. */
        CustomData: {
            /** @description The order as the fulfiller knows it. */
            alias?: string;
            /** @description The carrier's name. */
            carrier?: string;
            /** @description In the order they are to be packed, at most 200. */
            goods?: components["schemas"]["CustomItem"][];
            /**
             * Format: int32
             * @description This label's place in the batch, from 1.
             */
            index?: number;
            /** @description When the waybill was made, `11-23 17:05`. */
            made_at?: string;
            /** @description The waybill number. */
            number?: string;
            /** @description The carrier's product. */
            product?: string;
            /** @description The sanitised remark. */
            remark?: string;
            /** @description The merchant's shop. */
            shop?: string;
            /**
             * Format: int32
             * @description How many labels the batch has.
             */
            total?: number;
        };
        /** @description One line of goods. */
        CustomItem: {
            /** @description What it is. */
            name: string;
            /**
             * Format: int32
             * @description How many go into this parcel.
             */
            quantity: number;
            /** @description The fulfiller's own SKU; may be empty. */
            sku: string;
            /** @description Colour, size; may be empty. */
            spec: string;
        };
        /** @description What stands in the way, and the next step. */
        Diagnosis: {
            agent?: components["schemas"]["OwnedPrintAgentId"] | null;
            /** @description What. */
            obstacle: components["schemas"]["Obstacle"];
            /** @description The page where the agent is to be had, where the operator named one. */
            packages?: string | null;
            /** @description What to do next. */
            remedy: string;
            /**
             * Format: date-time
             * @description When that agent last spoke to the platform.
             */
            seen_at?: string | null;
            /** @description In words. */
            title: string;
        };
        /** @description One label of a task: what the browser hands to the agent, and what became of it. */
        Document: {
            /** @description Why it was refused or failed. */
            code?: string | null;
            custom?: components["schemas"]["CustomArea"] | null;
            /**
             * Format: date-time
             * @description When its fate was known.
             */
            ended_at?: string | null;
            /** @description The sealed ticket, for the agent alone; absent until sealed and after it was redeemed. */
            envelope?: unknown;
            /**
             * Format: date-time
             * @description The label leaves the agent until then.
             */
            leave_by: string;
            /** @description Its parcel. */
            parcel: components["schemas"]["OwnedParcelId_Parcel"];
            /**
             * Format: int64
             * @description Which print of the label this is.
             */
            print_no: number;
            /**
             * Format: date-time
             * @description The agent takes it until then.
             */
            queue_by: string;
            /** @description Where it stands. */
            state: components["schemas"]["TicketState"];
            /** @description The ticket. */
            ticket: components["schemas"]["OwnedTicketId_Ticket"];
        };
        /** @description An order that was changed. */
        Done: {
            /** @description The order. */
            id: components["schemas"]["OwnedOrderId_Order"];
        };
        /** @description What an authenticator needs, shown once. */
        Enrolment: {
            /** @description The secret in base 32, to type. */
            secret: string;
            /** @description The same as an `otpauth://` URL, to scan. */
            url: string;
        };
        /**
         * @description Who can mend it.
         * @enum {string}
         */
        ErrorSource: "caller" | "platform" | "carrier";
        /**
         * @description Why a file or a row of it is refused.
         * @enum {string}
         */
        FileFault: "missing" | "masked_receiver" | "phone_not_valid" | "phone_lost_digits" | "number_lost_digits" | "region_unknown" | "region_conflict" | "address_too_short" | "too_long" | "control_character" | "bad_characters" | "quantity_not_valid" | "money_not_valid" | "time_not_valid" | "formula_error" | "two_receivers" | "too_many_lines" | "duplicate_line" | "other_row_refused" | "missing_column" | "unknown_column" | "not_a_table" | "too_many_rows" | "row_too_long" | "file_too_large" | "zip_bomb" | "damaged_file" | "encrypted_file" | "old_spreadsheet" | "encoding_unknown" | "sheet_not_found";
        /** @description How a binding does, over assignments of the last days. */
        FlowBinding: {
            /** @description The binding. */
            binding: components["schemas"]["OwnedBindingId_Binding"];
            /**
             * Format: int64
             * @description Those that left late, or are late now.
             */
            late: number;
            /**
             * Format: int64
             * @description Assignments with a time to leave by that left in time.
             */
            on_time: number;
            /**
             * Format: int64
             * @description Assignments waiting for an answer.
             */
            waiting: number;
            /**
             * Format: int64
             * @description Assignments in work.
             */
            working: number;
        };
        /** @description One day in the platform's zone. */
        FlowDay: {
            /**
             * Format: int64
             * @description Assignments fulfillers saw for the first time.
             */
            assigned: number;
            /**
             * Format: date
             * @description Which.
             */
            day: string;
            /**
             * Format: int64
             * @description Orders placed that day; none for a fulfiller, who is not told of orders.
             */
            orders: number;
            /**
             * Format: int64
             * @description Parcels that left.
             */
            shipped: number;
        };
        /** @description ful_ and 22 letters, digits, - or _ */
        FulfillerId: string;
        /** @description An assignment as the order's owner sees it. */
        GivenAssignment: {
            /**
             * Format: date-time
             * @description Until when it should be accepted.
             */
            accept_by?: string | null;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            accepted_at?: string | null;
            /** @description What the merchant may do with it now. */
            actions: components["schemas"]["AssignmentAction"][];
            /** @description The name under which the fulfiller sees the order. */
            alias: string;
            /**
             * Format: date-time
             * @description When the fulfiller first saw it.
             */
            assigned_at?: string | null;
            binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
            /** @description Why it was not supplied. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Whom it was given to. */
            fulfiller: components["schemas"]["AssignmentParty"];
            /** @description The goods. */
            goods: components["schemas"]["AssignmentGoods"][];
            /**
             * Format: date-time
             * @description Until when it can be undone.
             */
            held_until: string;
            /** @description The assignment. */
            id: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description In the fulfiller's words. */
            note: string;
            /** @description The order. */
            order: components["schemas"]["OwnedOrderId_Order"];
            recall?: components["schemas"]["RecallQuestion"] | null;
            /**
             * Format: date-time
             * @description Until when it should leave.
             */
            ship_by?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["AssignmentState"];
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
            /** @description Pieces at each stage. */
            work: components["schemas"]["AssignmentWork"];
        };
        /** @description Assignments one gave: exactly one of `ids`, `orders`, `made_by` and `refused_by`. */
        GivenSelection: {
            /** @description But not those of these orders, at most 10,000. */
            except?: components["schemas"]["OwnedOrderId_Order"][];
            /** @description These, at most 50,000, each once. */
            ids?: components["schemas"]["OwnedAssignmentId_Assignment"][] | null;
            made_by?: components["schemas"]["BatchId"] | null;
            orders?: components["schemas"]["OrderFilter"] | null;
            refused_by?: components["schemas"]["BatchId"] | null;
        };
        /**
         * @description What is to be done to assignments one gave.
         * @enum {string}
         */
        GivenVerb: "recall" | "undo";
        /** @description What a carrier's courier takes along, for him to sign. */
        HandOver: {
            /** @description The carrier's name. */
            carrier: string;
            /** @description The day, `2026-11-23`. */
            day: string;
            /** @description When it was made. */
            made_at: string;
            /** @description Who hands over. */
            party: string;
            /** @description In the order of leaving. */
            rows: components["schemas"]["HandOverRow"][];
        };
        /** @description A part of a hand-over list; its rows may be joined with those of the next before it is printed. */
        HandOverPage: {
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
            /** @description To be handed to an agent. */
            paper: components["schemas"]["Paper"];
        };
        /** @description One parcel that left. */
        HandOverRow: {
            /** @description When it left, `17:05`. */
            left_at: string;
            /** @description Its waybill number. */
            number: string;
            /**
             * Format: int64
             * @description Pieces in it.
             */
            pieces: number;
            /** @description Where it goes, as far as the packer may know: `浙江省 杭州市`. */
            region: string;
            /**
             * Format: int64
             * @description Its weight in gram, 0 where nobody said.
             */
            weight_g: number;
        };
        /** @description The one-time code, shown once. */
        Invitation: {
            /** @description The agent to be. */
            agent: components["schemas"]["OwnedPrintAgentId"];
            /** @description Type it into `print-agent enrol PLATFORM CODE`. */
            code: string;
            /**
             * Format: date-time
             * @description Until when it can be used.
             */
            code_until: string;
            /** @description The page where the agent is to be had, where the operator named one. */
            packages?: string | null;
            /** @description The platform's address, as agents dial it. */
            platform: string;
        };
        /** @description An open invitation. */
        InvitationView: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when it counts.
             */
            expires_at: string;
            /** @description Its id. */
            id: components["schemas"]["MailProofId"];
            /** @description Where it went. */
            mail: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        /** @description Asks for a new agent. */
        Invite: {
            /** @description What people call it, 1 to 60 characters. */
            name: string;
        };
        /** @description Whom to invite. */
        InviteAsk: {
            /** @description Where the invitation goes. */
            mail: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        /**
         * @description Where a text stands in its box, across.
         * @enum {string}
         */
        LabelAlign: "left" | "center" | "right";
        /**
         * @description A column of the goods.
         * @enum {string}
         */
        LabelColumn: "index" | "sku" | "name" | "spec" | "quantity";
        /** @description A template in use. */
        LabelDefault: {
            binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
            /** @description On this paper. */
            size: components["schemas"]["Size"];
            template?: components["schemas"]["OwnedLabelTemplateId"] | null;
        };
        /** @description Which template is used where nothing else is asked for. */
        LabelDefaultAsk: {
            binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
            /** @description On this paper. */
            size: components["schemas"]["Size"];
            template?: components["schemas"]["OwnedLabelTemplateId"] | null;
        };
        /** @description A drawing of the custom area. */
        LabelDesign: {
            /** @description Drawn in this order, at most 40. */
            elements: components["schemas"]["LabelElement"][];
            /**
             * Format: int32
             * @description Always 1 so far.
             */
            version: number;
        };
        /** @description One thing in the custom area; lengths in millimetres from the area's top left corner. */
        LabelElement: {
            /** @description Of a text: across. */
            align?: components["schemas"]["LabelAlign"];
            /** @description Of a text: bold. */
            bold?: boolean;
            /** @description Of goods: the columns, left to right. */
            columns?: components["schemas"]["LabelColumn"][];
            /**
             * Format: double
             * @description Height.
             */
            h: number;
            /** @description Of goods: a head over the columns. */
            head?: boolean;
            /** @description Of a text: white on black. */
            invert?: boolean;
            /** @description What it is. */
            kind: components["schemas"]["LabelElementKind"];
            /** @description Of a text or goods: smaller type where the box is too small, down to 2.2 mm; unless it says no. */
            shrink?: boolean;
            /**
             * Format: double
             * @description Of a text or goods: height of the type, 2.2 to 24; 3 unless given.
             */
            size?: number | null;
            /** @description Of a text: its words; `{alias}` is filled in, `{{` is a brace. */
            text?: string;
            /**
             * Format: double
             * @description Of a frame: thickness, 0.25 to 3.
             */
            thick?: number | null;
            /** @description Of a text: down. */
            valign?: components["schemas"]["LabelVerticalAlign"];
            /**
             * Format: double
             * @description Width.
             */
            w: number;
            /**
             * Format: double
             * @description From the left.
             */
            x: number;
            /**
             * Format: double
             * @description From the top.
             */
            y: number;
        };
        /**
         * @description What an element is.
         * @enum {string}
         */
        LabelElementKind: "text" | "items" | "line" | "frame";
        /** @description A template as its party sees it. */
        LabelTemplate: {
            /** @description Verbs legal now. */
            actions: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description What it draws. */
            design: components["schemas"]["LabelDesign"];
            /** @description The template. */
            id: components["schemas"]["OwnedLabelTemplateId"];
            /** @description What people call it. */
            name: string;
            /** @description The paper it is for. */
            size: components["schemas"]["Size"];
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /** @description What changes of a template; its paper does not. */
        LabelTemplateChange: {
            design?: components["schemas"]["LabelDesign"] | null;
            /** @description Another name. */
            name?: string | null;
            /**
             * Format: int64
             * @description The version seen.
             */
            version: number;
        };
        /** @description A new template. */
        LabelTemplateDraft: {
            /** @description What it draws. */
            design: components["schemas"]["LabelDesign"];
            /** @description What people call it, 1 to 60 characters. */
            name: string;
            /** @description The paper it is for. */
            size: components["schemas"]["Size"];
        };
        /**
         * @description Where a text stands in its box, down.
         * @enum {string}
         */
        LabelVerticalAlign: "top" | "middle" | "bottom";
        /** @description One movement. */
        LedgerEntry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description Added to the balance, in fen.
             */
            fen: number;
            /**
             * Format: int64
             * @description Added to what is held, in fen.
             */
            held: number;
            /** @description Its id; later entries sort later. */
            id: components["schemas"]["LedgerEntryId"];
            /** @description top_up, hold, spend, release, return or correction. */
            kind: string;
            /** @description A word on it. */
            note: string;
            /** @description The waybill, or a payment's reference. */
            subject: string;
        };
        /** @description led_ and 22 letters, digits, - or _ */
        LedgerEntryId: string;
        /** @description Pieces of one line. */
        LinePieces: {
            /** @description The line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /**
             * Format: int64
             * @description How many.
             */
            quantity: number;
        };
        /** @description One line of goods. */
        LineView: {
            /**
             * Format: int64
             * @description Pieces given to fulfillers.
             */
            assigned: number;
            /**
             * Format: int64
             * @description Pieces nobody has been given.
             */
            free: number;
            /** @description The line. */
            id: components["schemas"]["OwnedLineId_Line"];
            /** @description The source's line id, or our own. */
            key: string;
            /** @description The product's name. */
            name: string;
            /**
             * Format: int64
             * @description Pieces ordered.
             */
            ordered: number;
            /**
             * Format: int64
             * @description Price a piece, in fen.
             */
            price_fen: number;
            /** @description The product. */
            product: components["schemas"]["ProductId"];
            /** @description none, open or done. */
            refund_state: string;
            /**
             * Format: int64
             * @description Pieces refunded.
             */
            refunded: number;
            /** @description The merchant's SKU. */
            sku: string;
            /** @description Colour, size and the like. */
            spec: string;
        };
        /** @description A machine to be. */
        MachineAsk: {
            /** @description What to call it. */
            name: string;
            /** @description What it may do, e.g. `orders:read`. */
            scopes: string[];
        };
        /** @description A machine as its party sees it. */
        MachineView: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            created_by?: components["schemas"]["PersonId"] | null;
            /** @description Its id; it carries the party. */
            id: components["schemas"]["OwnedMachineId_Machine"];
            /** @description What its people call it. */
            name: string;
            /** @description What it may do. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it last took a token.
             */
            seen_at?: string | null;
        };
        /** @description inv_ and 22 letters, digits, - or _ */
        MailProofId: string;
        /** @description A receiver as it may be shown. */
        MaskedReceiver: {
            /** @description With the region: `浙江省金华市义乌市北苑街道秋实路***`. */
            address: string;
            /** @description `欧阳**` */
            name: string;
            /** @description `1******8000` */
            phone: string;
            /** @description Province, city and district: `浙江省金华市义乌市`. */
            region: string;
        };
        /** @description A party one is a member of. */
        MembershipView: {
            /** @description Its public code; none before it is approved. */
            code?: string | null;
            /** @description What it is. */
            kind: components["schemas"]["PartyKind"];
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
            /** @description The role in it. */
            role: components["schemas"]["Role"];
            /** @description Whether it may work. */
            state: components["schemas"]["PartyState"];
        };
        /** @description mer_ and 22 letters, digits, - or _ */
        MerchantId: string;
        /** @description An order, at the version its caller saw. */
        Named: {
            /** @description The order. */
            id: components["schemas"]["OwnedOrderId_Order"];
            /**
             * Format: int64
             * @description Its version; absent means whatever it is now.
             */
            version?: number | null;
        };
        /** @description A fresh machine: the secret is shown here and never again. */
        NewMachine: {
            /** @description The machine. */
            machine: components["schemas"]["MachineView"];
            /** @description Its secret; absent when the call is repeated under the same key. */
            secret?: string | null;
        };
        /**
         * @description What may have changed; a console that shows it asks again.
         * @enum {string}
         */
        Noun: "orders" | "assignments" | "parcels" | "bindings" | "printing" | "batches" | "accounts" | "parties";
        /**
         * @description What stands in the way.
         * @enum {string}
         */
        Obstacle: "none" | "not_running" | "not_enrolled" | "wrong_account" | "clock_off" | "revoked" | "platform_unreachable";
        /** @description A label whose fate is open. */
        OpenLabel: {
            /** @description `say` where a person may tell. */
            actions: string[];
            /** @description The agent it was sealed to. */
            agent: components["schemas"]["OwnedPrintAgentId"];
            /** @description What people call that agent. */
            agent_name: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            asked_at: string;
            /** @description The carrier's code. */
            carrier: string;
            /** @description The number on it. */
            number: string;
            /** @description Its parcel. */
            parcel: components["schemas"]["OwnedParcelId_Parcel"];
            /**
             * Format: int64
             * @description Which print of the label this is.
             */
            print_no: number;
            /**
             * Format: date-time
             * @description When its agent was allowed to open it.
             */
            redeemed_at?: string | null;
            /** @description Where its ticket stands. */
            state: components["schemas"]["TicketState"];
            /** @description The task it was asked for in. */
            task: components["schemas"]["PrintTaskId"];
            /** @description Its ticket. */
            ticket: components["schemas"]["OwnedTicketId_Ticket"];
        };
        /** @description One order of the merchant, its receiver masked. */
        Order: components["schemas"]["OrderState"] & {
            /** @description What the caller may do with it now. */
            actions: components["schemas"]["Action"][];
            /** @description Who works on it. */
            assignments: components["schemas"]["AssignmentBrief"][];
            /** @description What a person must look at, if anything. */
            exception?: string | null;
            /** @description The source's order number. */
            external_no: string;
            /** @description The order. */
            id: components["schemas"]["OwnedOrderId_Order"];
            /** @description The goods. */
            lines: components["schemas"]["LineView"][];
            /** @description Where it came in. */
            origin: components["schemas"]["Origin"];
            /** @description Its parcels with a number. */
            parcels: components["schemas"]["ParcelBrief"][];
            /**
             * Format: date-time
             * @description When the buyer placed it.
             */
            placed_at: string;
            receiver?: components["schemas"]["MaskedReceiver"] | null;
            /**
             * Format: int64
             * @description Division code of the deepest level known.
             */
            region: number;
            /** @description The buyer's remark, sanitised. */
            remark: string;
            /**
             * Format: int64
             * @description What the buyer paid, in fen.
             */
            retail_fen: number;
            /** @description The merchant's own remark, sanitised. */
            seller_remark: string;
            /**
             * Format: date-time
             * @description When it must leave.
             */
            ship_by?: string | null;
            /** @description The source the merchant named. */
            source: string;
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
            /** @description Pieces at each stage. */
            work: components["schemas"]["Work"];
        };
        /** @description The filter of the list of orders; everything given must hold. */
        OrderFilter: {
            /**
             * Format: date-time
             * @description With pieces still to be shipped, due before this moment; the earliest due first, where neither a number's beginning
             *     nor a product or fulfiller is asked for.
             */
            due_before?: string | null;
            fulfiller?: components["schemas"]["FulfillerId"] | null;
            /** @description This order number. */
            number?: string | null;
            /** @description Order numbers that begin so (at least 4 characters). */
            number_prefix?: string | null;
            /** @description Order numbers that end in these six characters. */
            number_tail?: string | null;
            origin?: components["schemas"]["Origin"] | null;
            /**
             * Format: date-time
             * @description Placed at or after.
             */
            placed_from?: string | null;
            /**
             * Format: date-time
             * @description Placed before.
             */
            placed_to?: string | null;
            product?: components["schemas"]["ProductId"] | null;
            /**
             * Format: int64
             * @description Division code of a province, city or district (six digits).
             */
            region?: number | null;
            /** @description The source the merchant named, e.g. a shop. */
            source?: string | null;
            stage?: components["schemas"]["Stage"] | null;
        };
        /** @description Order numbers, at most 500. */
        OrderNumbers: {
            /** @description As the merchant's sources write them. */
            numbers: string[];
        };
        /** @description The body of `POST /v1/orders`: at most 500 orders. */
        OrdersAsk: {
            /** @description The orders. */
            orders: components["schemas"]["RawOrder"][];
        };
        /** @description Orders: exactly one of `ids`, `filter` and `refused_by`. */
        OrderSelection: {
            /** @description But not these, at most 10,000. */
            except?: components["schemas"]["OwnedOrderId_Order"][];
            filter?: components["schemas"]["OrderFilter"] | null;
            /** @description These, at most 50,000, each once. */
            ids?: components["schemas"]["OwnedOrderId_Order"][] | null;
            refused_by?: components["schemas"]["BatchId"] | null;
        };
        /** @description The orders of one number. */
        OrdersOfNumber: {
            /** @description The number. */
            number: string;
            /** @description One for each source that has it, newest first, at most 10. */
            orders: components["schemas"]["Order"][];
        };
        /** @description The state of an order: a variant holds exactly what is true in it. */
        OrderState: {
            /** @enum {string} */
            state: "unpaid";
        } | {
            /**
             * Format: date-time
             * @description When it was paid.
             */
            paid_at: string;
            /** @enum {string} */
            state: "open";
        } | {
            /**
             * Format: date-time
             * @description When.
             */
            closed_at: string;
            /** @description Why. */
            reason: components["schemas"]["CloseReason"];
            /** @enum {string} */
            state: "closed";
        };
        /**
         * @description What is to be done to orders.
         * @enum {string}
         */
        OrderVerb: "assign" | "close";
        /**
         * @description Where an order came in; only platform-origin orders count for quotas at once.
         * @enum {string}
         */
        Origin: "platform" | "merchant";
        /**
         * @description Whether a draft was new.
         * @enum {string}
         */
        Outcome: "created" | "changed" | "unchanged";
        /** @description act_ and 43 letters, digits, - or _; it carries its owner */
        OwnedActId_Act: string;
        /** @description asg_ and 43 letters, digits, - or _; it carries its owner */
        OwnedAssignmentId_Assignment: string;
        /** @description bnd_ and 43 letters, digits, - or _; it carries its owner */
        OwnedBindingId_Binding: string;
        /** @description tpl_ and 43 letters, digits, - or _; it carries its owner */
        OwnedLabelTemplateId: string;
        /** @description lin_ and 43 letters, digits, - or _; it carries its owner */
        OwnedLineId_Line: string;
        /** @description mch_ and 43 letters, digits, - or _; it carries its owner */
        OwnedMachineId_Machine: string;
        /** @description ord_ and 43 letters, digits, - or _; it carries its owner */
        OwnedOrderId_Order: string;
        /** @description prc_ and 43 letters, digits, - or _; it carries its owner */
        OwnedParcelId_Parcel: string;
        /** @description agt_ and 43 letters, digits, - or _; it carries its owner */
        OwnedPrintAgentId: string;
        /** @description agt_ and 43 letters, digits, - or _; it carries its owner */
        OwnedPrintAgentId_PrintAgent: string;
        /** @description rcl_ and 43 letters, digits, - or _; it carries its owner */
        OwnedRecallRequestId_RecallRequest: string;
        /** @description rfd_ and 43 letters, digits, - or _; it carries its owner */
        OwnedRefundId_Refund: string;
        /** @description tkt_ and 43 letters, digits, - or _; it carries its owner */
        OwnedTicketId_Ticket: string;
        /** @description wba_ and 43 letters, digits, - or _; it carries its owner */
        OwnedWaybillAccountId_WaybillAccount: string;
        /** @description wbl_ and 43 letters, digits, - or _; it carries its owner */
        OwnedWaybillId_Waybill: string;
        /** @description One parcel and what is in it. */
        PackedParcel: {
            /** @description The order as the packer knows it. */
            alias: string;
            /** @description The carrier's name; empty while there is none. */
            carrier: string;
            /** @description What is in it. */
            goods: components["schemas"]["CustomItem"][];
            /** @description Its waybill number; empty while it has none. */
            number: string;
            /** @description The sanitised remark. */
            remark: string;
            /** @description The merchant's shop. */
            shop: string;
        };
        /** @description What lies in one parcel, for whoever opens it. One paper each: a long document holds all its pages in memory. */
        PackingSlip: {
            /** @description When it was made. */
            made_at: string;
            /** @description The parcel. */
            parcel: components["schemas"]["PackedParcel"];
        };
        /** @description One page of a list, in the list's order. */
        Page_AssignmentCard: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description Until when it should be accepted.
                 */
                accept_by?: string | null;
                /**
                 * Format: date-time
                 * @description When it was accepted.
                 */
                accepted_at?: string | null;
                /** @description What the fulfiller may do with it now. */
                actions: components["schemas"]["AssignmentAction"][];
                /** @description The name of the order between the two. */
                alias: string;
                /**
                 * Format: date-time
                 * @description When the fulfiller first saw it.
                 */
                assigned_at?: string | null;
                binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
                /** @description Why it was not supplied, in the fulfiller's own code. */
                code?: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description What a person must look at, if anything. */
                exception?: string | null;
                /** @description What to pack. */
                goods: components["schemas"]["AssignmentGoods"][];
                /** @description The assignment. */
                id: components["schemas"]["OwnedAssignmentId_Assignment"];
                /** @description Whose order it is. */
                merchant: components["schemas"]["AssignmentParty"];
                /** @description And words. */
                note: string;
                /**
                 * Format: date-time
                 * @description When it was ordered.
                 */
                placed_at: string;
                recall?: components["schemas"]["RecallQuestion"] | null;
                receiver_token?: components["schemas"]["ReceiverTokenId"] | null;
                /** @description A buyer wants goods of it back: no number, no label, no shipping until the merchant decides. */
                refund_open: boolean;
                /** @description Where it goes, down to the district. */
                region: components["schemas"]["AssignmentRegion"];
                /** @description The buyer's remark, sanitised. */
                remark: string;
                /** @description The merchant's remark, sanitised. */
                seller_remark: string;
                /**
                 * Format: date-time
                 * @description Until when it should leave.
                 */
                ship_by?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["AssignmentState"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
                /** @description Pieces at each stage. */
                work: components["schemas"]["AssignmentWork"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Batch: {
            /** @description The rows. */
            items: {
                /** @description Verbs legal now; `retry` is a new batch of the same kind with `refused_by`. */
                actions: string[];
                /** @description Why it failed. */
                code?: string | null;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description Rows done.
                 */
                done: number;
                /** @description True if nothing will be changed. */
                dry_run: boolean;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description The batch. */
                id: components["schemas"]["BatchId"];
                /** @description What it does. */
                kind: components["schemas"]["BatchKind"];
                /** @description What it made and found out on the way, by kind. */
                progress: unknown;
                /** @description Why rows were refused, the most frequent reason first. */
                reasons: components["schemas"]["BatchReason"][];
                /**
                 * Format: int64
                 * @description Rows refused; ask for them one by one.
                 */
                refused: number;
                /** @description What to do about that. */
                remedy?: string | null;
                /** @description What it was asked to do. */
                request: unknown;
                retry_of?: components["schemas"]["BatchId"] | null;
                /**
                 * Format: date-time
                 * @description When its job began.
                 */
                started_at?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["BatchState"];
                /**
                 * Format: int64
                 * @description Rows in all, once known.
                 */
                total?: number | null;
                /**
                 * Format: int64
                 * @description It grows with every step.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_BatchRefusal: {
            /** @description The rows. */
            items: {
                /** @description The stable code. */
                code: string;
                /** @description The column's own name, or the field. */
                column: string;
                /** @description What the words of the code do not say. */
                detail?: string | null;
                /** @description The number people know it by: of the order, its alias, of the parcel. */
                number?: string | null;
                /**
                 * Format: int64
                 * @description Its place among the refusals, from 1.
                 */
                ordinal: number;
                /** @description What to do next. */
                remedy: string;
                /**
                 * Format: int64
                 * @description Row of the file as the user sees it, or place in the selection, from 1.
                 */
                row?: number | null;
                /** @description The public id or number the row speaks of, where that is no secret. */
                subject: string;
                /** @description What happened; empty for a code a file's reader says. */
                title: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_BindingView: {
            /** @description The rows. */
            items: (components["schemas"]["BindingState"] & {
                /** @description What the caller may do with it now. */
                actions: components["schemas"]["BindingAction"][];
                /** @description Who packs under it, as filters of lists name him. */
                fulfiller: components["schemas"]["FulfillerId"];
                /** @description The binding. */
                id: components["schemas"]["OwnedBindingId_Binding"];
                /** @description The words of the offer. */
                note: string;
                /**
                 * Format: date-time
                 * @description When it was offered.
                 */
                offered_at: string;
                /** @description Who asked. */
                offered_by: components["schemas"]["BindingEnd"];
                /** @description Assignments that are not finished, as far as the caller sees them. */
                open_work: components["schemas"]["Count"];
                /** @description The other side. */
                other: components["schemas"]["BindingOther"];
                /** @description What was agreed. */
                terms: components["schemas"]["BindingTerms"];
                /**
                 * Format: int64
                 * @description Send it back with a decision.
                 */
                version: number;
            })[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_GivenAssignment: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description Until when it should be accepted.
                 */
                accept_by?: string | null;
                /**
                 * Format: date-time
                 * @description When it was accepted.
                 */
                accepted_at?: string | null;
                /** @description What the merchant may do with it now. */
                actions: components["schemas"]["AssignmentAction"][];
                /** @description The name under which the fulfiller sees the order. */
                alias: string;
                /**
                 * Format: date-time
                 * @description When the fulfiller first saw it.
                 */
                assigned_at?: string | null;
                binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
                /** @description Why it was not supplied. */
                code?: string | null;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Whom it was given to. */
                fulfiller: components["schemas"]["AssignmentParty"];
                /** @description The goods. */
                goods: components["schemas"]["AssignmentGoods"][];
                /**
                 * Format: date-time
                 * @description Until when it can be undone.
                 */
                held_until: string;
                /** @description The assignment. */
                id: components["schemas"]["OwnedAssignmentId_Assignment"];
                /** @description In the fulfiller's words. */
                note: string;
                /** @description The order. */
                order: components["schemas"]["OwnedOrderId_Order"];
                recall?: components["schemas"]["RecallQuestion"] | null;
                /**
                 * Format: date-time
                 * @description Until when it should leave.
                 */
                ship_by?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["AssignmentState"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
                /** @description Pieces at each stage. */
                work: components["schemas"]["AssignmentWork"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_LabelDefault: {
            /** @description The rows. */
            items: {
                binding?: components["schemas"]["OwnedBindingId_Binding"] | null;
                /** @description On this paper. */
                size: components["schemas"]["Size"];
                template?: components["schemas"]["OwnedLabelTemplateId"] | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_LedgerEntry: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /**
                 * Format: int64
                 * @description Added to the balance, in fen.
                 */
                fen: number;
                /**
                 * Format: int64
                 * @description Added to what is held, in fen.
                 */
                held: number;
                /** @description Its id; later entries sort later. */
                id: components["schemas"]["LedgerEntryId"];
                /** @description top_up, hold, spend, release, return or correction. */
                kind: string;
                /** @description A word on it. */
                note: string;
                /** @description The waybill, or a payment's reference. */
                subject: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_OpenLabel: {
            /** @description The rows. */
            items: {
                /** @description `say` where a person may tell. */
                actions: string[];
                /** @description The agent it was sealed to. */
                agent: components["schemas"]["OwnedPrintAgentId"];
                /** @description What people call that agent. */
                agent_name: string;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                asked_at: string;
                /** @description The carrier's code. */
                carrier: string;
                /** @description The number on it. */
                number: string;
                /** @description Its parcel. */
                parcel: components["schemas"]["OwnedParcelId_Parcel"];
                /**
                 * Format: int64
                 * @description Which print of the label this is.
                 */
                print_no: number;
                /**
                 * Format: date-time
                 * @description When its agent was allowed to open it.
                 */
                redeemed_at?: string | null;
                /** @description Where its ticket stands. */
                state: components["schemas"]["TicketState"];
                /** @description The task it was asked for in. */
                task: components["schemas"]["PrintTaskId"];
                /** @description Its ticket. */
                ticket: components["schemas"]["OwnedTicketId_Ticket"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Order: {
            /** @description The rows. */
            items: (components["schemas"]["OrderState"] & {
                /** @description What the caller may do with it now. */
                actions: components["schemas"]["Action"][];
                /** @description Who works on it. */
                assignments: components["schemas"]["AssignmentBrief"][];
                /** @description What a person must look at, if anything. */
                exception?: string | null;
                /** @description The source's order number. */
                external_no: string;
                /** @description The order. */
                id: components["schemas"]["OwnedOrderId_Order"];
                /** @description The goods. */
                lines: components["schemas"]["LineView"][];
                /** @description Where it came in. */
                origin: components["schemas"]["Origin"];
                /** @description Its parcels with a number. */
                parcels: components["schemas"]["ParcelBrief"][];
                /**
                 * Format: date-time
                 * @description When the buyer placed it.
                 */
                placed_at: string;
                receiver?: components["schemas"]["MaskedReceiver"] | null;
                /**
                 * Format: int64
                 * @description Division code of the deepest level known.
                 */
                region: number;
                /** @description The buyer's remark, sanitised. */
                remark: string;
                /**
                 * Format: int64
                 * @description What the buyer paid, in fen.
                 */
                retail_fen: number;
                /** @description The merchant's own remark, sanitised. */
                seller_remark: string;
                /**
                 * Format: date-time
                 * @description When it must leave.
                 */
                ship_by?: string | null;
                /** @description The source the merchant named. */
                source: string;
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
                /** @description Pieces at each stage. */
                work: components["schemas"]["Work"];
            })[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Parcel: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["ParcelAction"][];
                /**
                 * Format: date-time
                 * @description When it was planned.
                 */
                created_at: string;
                /** @description Who packs it. */
                fulfiller: components["schemas"]["FulfillerId"];
                /** @description Its id. */
                id: components["schemas"]["OwnedParcelId_Parcel"];
                /** @description What is in it. */
                items: components["schemas"]["ParcelItem"][];
                /** @description Whose goods they are. */
                merchant: components["schemas"]["MerchantId"];
                /** @description A word for the packing line. */
                note: string;
                /**
                 * Format: int64
                 * @description Labels printed.
                 */
                prints: number;
                /** @description The receiver changed after its number was taken: void the number and take a new one. */
                receiver_changed: boolean;
                receiver_token?: components["schemas"]["ReceiverTokenId"] | null;
                /** @description A buyer wants goods of it back: it waits until the merchant decides. */
                refund_open: boolean;
                /**
                 * Format: int64
                 * @description Division code of where it goes.
                 */
                region: number;
                /**
                 * Format: date-time
                 * @description When it left.
                 */
                shipped_at?: string | null;
                /** @description What it waits for. */
                stage: components["schemas"]["ParcelStage"];
                /** @description planned, shipped, in_transit, delivered, returned or dropped. */
                state: string;
                /**
                 * Format: date-time
                 * @description When its goods were checked against the label it has now.
                 */
                verified_at?: string | null;
                /**
                 * Format: int64
                 * @description Grows with each change.
                 */
                version: number;
                waybill?: components["schemas"]["Waybill"] | null;
                /**
                 * Format: int64
                 * @description Weight in gram, 0 where unknown.
                 */
                weight_g: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_PersonView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description Who. */
                id: components["schemas"]["PersonId"];
                /** @description What they sign in with. */
                mail: string;
                /** @description Their name. */
                name: string;
                /** @description What they are here. */
                role: components["schemas"]["Role"];
                /** @description Whether they use one-time codes. */
                totp_on: boolean;
                /**
                 * Format: int64
                 * @description Counts changes; send it back with one.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Product: {
            /** @description The rows. */
            items: {
                /** @description The barcode on it; empty where unknown. */
                barcode: string;
                /**
                 * Format: date-time
                 * @description When an order first named it.
                 */
                created_at: string;
                /** @description The product. */
                id: components["schemas"]["ProductId"];
                /** @description Its name. */
                name: string;
                /** @description The merchant's SKU; empty where orders named none. */
                sku: string;
                /** @description Colour, size and the like. */
                spec: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Refund: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["RefundAction"][];
                /**
                 * Format: date-time
                 * @description When it was completed or withdrawn.
                 */
                closed_at?: string | null;
                /** @description The refund. */
                id: components["schemas"]["OwnedRefundId_Refund"];
                /** @description The line. */
                line: components["schemas"]["OwnedLineId_Line"];
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                opened_at: string;
                /** @description Who opened it. */
                opened_by: components["schemas"]["RefundSide"];
                /** @description The order. */
                order: components["schemas"]["OwnedOrderId_Order"];
                /**
                 * Format: date-time
                 * @description Since when it may.
                 */
                overridden_at?: string | null;
                /** @description Why the parcel goes in spite of it. */
                override_reason?: string | null;
                /**
                 * Format: int64
                 * @description Pieces.
                 */
                quantity: number;
                /** @description Why. */
                reason: string;
                /** @description Where it stands. */
                state: components["schemas"]["RefundWord"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_SkuMapped: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was last said.
                 */
                changed_at: string;
                /** @description The factory's name of it. */
                fulfiller_name: string;
                /** @description The factory's SKU. */
                fulfiller_sku: string;
                /** @description The merchant's name of it. */
                name: string;
                /** @description The merchant's product. */
                product: components["schemas"]["ProductId"];
                /** @description The merchant's SKU. */
                sku: string;
                /** @description Colour, size and the like. */
                spec: string;
                /**
                 * Format: int64
                 * @description What the merchant pays a piece, in fen.
                 */
                supply_fen?: number | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_WaybillAccount: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now, for owner and operator. */
                actions: string[];
                /**
                 * Format: int64
                 * @description Money that can be spent, in fen.
                 */
                balance_fen: number;
                /** @description 网点. */
                branch: string;
                /** @description The carrier's code. */
                carrier: string;
                /**
                 * Format: date-time
                 * @description When it was applied for.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description Money held for numbers being taken, in fen.
                 */
                held_fen: number;
                /** @description Does the account's holder see receivers in the carrier's own portal? Null without an adapter. */
                holder_can_read_receiver?: boolean | null;
                /** @description Its id. */
                id: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"];
                /** @description What the party calls it. */
                name: string;
                /** @description Whose it is. */
                party: components["schemas"]["PartyId"];
                /** @description The party's name. */
                party_name: string;
                /**
                 * Format: int64
                 * @description What one number costs, in fen; 0 means what the carrier asks.
                 */
                price_fen: number;
                /** @description The settlement number at the carrier. */
                settlement_no: string;
                /** @description applied, active, refused or closed. */
                state: string;
                /** @description Why it was refused or closed. */
                state_note: string;
                /**
                 * Format: int64
                 * @description Grows with each change.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description A paper the agent sets and prints in the open: what the doors answer and what a browser hands on, untouched. */
        Paper: (components["schemas"]["PickList"] & {
            /** @enum {string} */
            kind: "pick_list";
        }) | (components["schemas"]["PackingSlip"] & {
            /** @enum {string} */
            kind: "packing_slip";
        }) | (components["schemas"]["HandOver"] & {
            /** @enum {string} */
            kind: "hand_over";
        });
        /** @description Parcels to make papers of, at most 500, in this order. */
        PapersAsk: {
            /** @description The parcels. */
            parcels: components["schemas"]["OwnedParcelId_Parcel"][];
        };
        /** @description One parcel. */
        Parcel: {
            /** @description The verbs legal now. */
            actions: components["schemas"]["ParcelAction"][];
            /**
             * Format: date-time
             * @description When it was planned.
             */
            created_at: string;
            /** @description Who packs it. */
            fulfiller: components["schemas"]["FulfillerId"];
            /** @description Its id. */
            id: components["schemas"]["OwnedParcelId_Parcel"];
            /** @description What is in it. */
            items: components["schemas"]["ParcelItem"][];
            /** @description Whose goods they are. */
            merchant: components["schemas"]["MerchantId"];
            /** @description A word for the packing line. */
            note: string;
            /**
             * Format: int64
             * @description Labels printed.
             */
            prints: number;
            /** @description The receiver changed after its number was taken: void the number and take a new one. */
            receiver_changed: boolean;
            receiver_token?: components["schemas"]["ReceiverTokenId"] | null;
            /** @description A buyer wants goods of it back: it waits until the merchant decides. */
            refund_open: boolean;
            /**
             * Format: int64
             * @description Division code of where it goes.
             */
            region: number;
            /**
             * Format: date-time
             * @description When it left.
             */
            shipped_at?: string | null;
            /** @description What it waits for. */
            stage: components["schemas"]["ParcelStage"];
            /** @description planned, shipped, in_transit, delivered, returned or dropped. */
            state: string;
            /**
             * Format: date-time
             * @description When its goods were checked against the label it has now.
             */
            verified_at?: string | null;
            /**
             * Format: int64
             * @description Grows with each change.
             */
            version: number;
            waybill?: components["schemas"]["Waybill"] | null;
            /**
             * Format: int64
             * @description Weight in gram, 0 where unknown.
             */
            weight_g: number;
        };
        /**
         * @description A verb of a parcel.
         * @enum {string}
         */
        ParcelAction: "take" | "external" | "print" | "verify" | "ship" | "void" | "drop";
        /** @description A parcel that has a number. */
        ParcelBrief: {
            /** @description The carrier's code. */
            carrier: string;
            /** @description The parcel. */
            id: components["schemas"]["OwnedParcelId_Parcel"];
            /**
             * Format: date-time
             * @description When the number was issued.
             */
            issued_at?: string | null;
            /** @description The carrier's number. */
            number?: string | null;
            /**
             * Format: int64
             * @description How often its label was printed.
             */
            prints: number;
            /**
             * Format: date-time
             * @description When it left.
             */
            shipped_at?: string | null;
            /** @description planned, shipped, in_transit, delivered, returned or dropped. */
            state: string;
            /** @description The waybill. */
            waybill: components["schemas"]["OwnedWaybillId_Waybill"];
        };
        /** @description Which parcels one packs oneself; everything given must hold. */
        ParcelFilter: {
            merchant?: components["schemas"]["MerchantId"] | null;
            stage?: components["schemas"]["ParcelStage"] | null;
            /** @description Verified piece by piece at the packing table, or not. */
            verified?: boolean | null;
        };
        /** @description Pieces in a parcel. */
        ParcelItem: {
            /** @description The assignment. */
            assignment: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description The barcode on it. */
            barcode: string;
            /** @description What stands in the assignment's way. */
            exception?: string | null;
            /** @description The factory's own SKU, where the binding maps it. */
            fulfiller_sku?: string | null;
            /** @description The line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /** @description The product. */
            name: string;
            /** @description The order's number: the source's for the merchant, an alias for the fulfiller. */
            number: string;
            /**
             * Format: int64
             * @description Pieces.
             */
            quantity: number;
            /** @description Why the merchant asks for it back, while that is not answered; empty where he did not say. */
            recall?: string | null;
            /** @description The merchant's SKU. */
            sku: string;
            /** @description Colour, size and the like. */
            spec: string;
        };
        /** @description A parcel to make: all that is left of some assignments with one receiver (合单), or just these pieces (拆单). */
        ParcelPlan: {
            /** @description All pieces of these not in a parcel yet; at most 50. */
            assignments?: components["schemas"]["OwnedAssignmentId_Assignment"][];
            /** @description Or only these pieces; at most 200. */
            items?: components["schemas"]["ParcelPlanItem"][];
            /** @description A word for the packing line, at most 60 characters. */
            note?: string;
            /**
             * Format: int64
             * @description Weight in gram, 0 (unknown) to 1,000,000.
             */
            weight_g?: number;
        };
        /** @description Some pieces of a line of an assignment. */
        ParcelPlanItem: {
            /** @description The assignment. */
            assignment: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description Its line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /**
             * Format: int64
             * @description How many, at least 1.
             */
            quantity: number;
        };
        /** @description A parcel, and the version the caller saw. */
        ParcelRef: {
            /** @description The parcel. */
            parcel: components["schemas"]["OwnedParcelId_Parcel"];
            /**
             * Format: int64
             * @description Refused as `stale` if it has another by now.
             */
            version?: number | null;
        };
        /** @description Parcels to act on, at most 500. */
        Parcels: {
            /** @description One for each parcel. */
            parcels: components["schemas"]["ParcelRef"][];
        };
        /** @description Parcels one packs oneself: exactly one of `ids`, `filter` and `refused_by`. */
        ParcelSelection: {
            /** @description But not these, at most 10,000. */
            except?: components["schemas"]["OwnedParcelId_Parcel"][];
            filter?: components["schemas"]["ParcelFilter"] | null;
            /** @description These, at most 50,000, each once. */
            ids?: components["schemas"]["OwnedParcelId_Parcel"][] | null;
            refused_by?: components["schemas"]["BatchId"] | null;
        };
        /** @description Parcels to make, at most 500. */
        ParcelsPlan: {
            /** @description One for each parcel. */
            parcels: components["schemas"]["ParcelPlan"][];
        };
        /**
         * @description What a parcel waits for; the tabs of the packing line.
         * @enum {string}
         */
        ParcelStage: "number" | "print" | "ship" | "shipped" | "gone";
        /**
         * @description What is to be done to parcels.
         * @enum {string}
         */
        ParcelVerb: "take_numbers" | "print" | "ship";
        /** @description Which party to act for from now on. */
        PartyAsk: {
            /** @description One of the person's parties. */
            party: components["schemas"]["PartyId"];
        };
        /** @description pty_ and 22 letters, digits, - or _ */
        PartyId: string;
        /**
         * @description What a party is.
         * @enum {string}
         */
        PartyKind: "merchant" | "factory" | "warehouse" | "platform";
        /** @description What an owner changes; what is absent stays. */
        PartyPatch: {
            /** @description Drop-shipping on or off; both sides of a binding switch it on first. */
            drop_shipping?: boolean | null;
            /** @description `zh-CN` or `en`. */
            locale?: string | null;
            /** @description Where notices go. */
            mail?: string | null;
            /** @description A new name. */
            name?: string | null;
            sender?: components["schemas"]["Sender"] | null;
            /**
             * Format: int64
             * @description The version this change is based on.
             */
            version: number;
        };
        /**
         * @description Whether a party may work.
         * @enum {string}
         */
        PartyState: "applied" | "active" | "refused" | "suspended";
        /** @description A party. */
        PartyView: {
            /** @description The verbs legal now for the operator. */
            actions: string[];
            /** @description The code others bind it by; none before it is approved. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it applied.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the operator decided.
             */
            decided_at?: string | null;
            /** @description Whether it takes part in drop-shipping. */
            drop_shipping: boolean;
            /** @description Its id. */
            id: components["schemas"]["PartyId"];
            /** @description What it is. */
            kind: components["schemas"]["PartyKind"];
            /** @description The language of its mails, `zh-CN` or `en`. */
            locale: string;
            /** @description Where its notices go. */
            mail: string;
            /** @description Its name. */
            name: string;
            sender?: components["schemas"]["Sender"] | null;
            /** @description Whether it may work. */
            state: components["schemas"]["PartyState"];
            /** @description What the operator wrote when deciding. */
            state_note: string;
            /**
             * Format: int64
             * @description Counts changes; send it back with one.
             */
            version: number;
        };
        /** @description per_ and 22 letters, digits, - or _ */
        PersonId: string;
        /** @description A person in a party. */
        PersonView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Who. */
            id: components["schemas"]["PersonId"];
            /** @description What they sign in with. */
            mail: string;
            /** @description Their name. */
            name: string;
            /** @description What they are here. */
            role: components["schemas"]["Role"];
            /** @description Whether they use one-time codes. */
            totp_on: boolean;
            /**
             * Format: int64
             * @description Counts changes; send it back with one.
             */
            version: number;
        };
        /** @description The goods of some parcels: summed for the walk along the shelves, then parcel by parcel. */
        PickList: {
            /** @description When it was made, in the platform's time zone: `2026-11-23 17:05`. */
            made_at: string;
            /** @description In the order asked for, at most 500. */
            parcels: components["schemas"]["PackedParcel"][];
            /** @description Who picks. */
            party: string;
        };
        /** @description Labels to print, at most 500, in this order. */
        PrintAsk: {
            /** @description The agent that prints. */
            agent: components["schemas"]["OwnedPrintAgentId"];
            /** @description The parcels, in the order of printing. */
            parcels: components["schemas"]["OwnedParcelId_Parcel"][];
            /** @description Why again, for labels that may exist already. */
            reason?: string;
            /** @description The paper. */
            size: components["schemas"]["Size"];
            template?: components["schemas"]["OwnedLabelTemplateId"] | null;
        };
        /** @description ptk_ and 22 letters, digits, - or _ */
        PrintTaskId: string;
        /** @description The document a refused caller reads. */
        Problem: {
            /** @description Where in the request: a JSON pointer, or a header's or parameter's name. */
            at?: string | null;
            /** @description The stable code. */
            code: string;
            /** @description The object as it stands, for `stale`. */
            current?: unknown;
            /** @description What the words of the code do not say. */
            detail?: string | null;
            /** @description Who can mend it. */
            error_source: components["schemas"]["ErrorSource"];
            /** @description What to do next. */
            remedy: string;
            /** @description Quote it to the operator. */
            request_id: string;
            /**
             * Format: int32
             * @description The HTTP status again.
             */
            status: number;
            /** @description What happened, in a few words. */
            title: string;
            /** @description A URI naming the code. */
            type: string;
        };
        /** @description One product. */
        Product: {
            /** @description The barcode on it; empty where unknown. */
            barcode: string;
            /**
             * Format: date-time
             * @description When an order first named it.
             */
            created_at: string;
            /** @description The product. */
            id: components["schemas"]["ProductId"];
            /** @description Its name. */
            name: string;
            /** @description The merchant's SKU; empty where orders named none. */
            sku: string;
            /** @description Colour, size and the like. */
            spec: string;
        };
        /** @description prd_ and 22 letters, digits, - or _ */
        ProductId: string;
        /** @description One line of it. At least one of `sku`, `name` and `barcode` must be given. */
        RawLine: {
            /** @description The bar code. */
            barcode?: string;
            /** @description The source's id of the line. */
            line_id?: string | null;
            /** @description The product's name. */
            name?: string;
            /**
             * Format: int64
             * @description Price of a piece in fen.
             */
            price_fen?: number | null;
            /**
             * Format: int64
             * @description Pieces, 1 to 99999.
             */
            quantity: number;
            /** @description The merchant's SKU. */
            sku?: string;
            /** @description Colour, size and the like. */
            spec?: string;
        };
        /** @description One order in the body of `POST /v1/orders`. */
        RawOrder: {
            /** @description The source's number for it; up to 64 characters. */
            external_no: string;
            /** @description What was bought: 1 to 200 lines. */
            lines: components["schemas"]["RawLine"][];
            /**
             * Format: date-time
             * @description When the buyer paid.
             */
            paid_at?: string | null;
            /**
             * Format: date-time
             * @description When the buyer ordered.
             */
            placed_at?: string | null;
            /** @description Who gets it. */
            receiver: components["schemas"]["RawReceiver"];
            /** @description What the seller noted. */
            seller_remark?: string;
            /**
             * Format: date-time
             * @description By when it must be shipped.
             */
            ship_by?: string | null;
            /** @description The shop or platform it came from. */
            source?: string | null;
        };
        /** @description A receiver as a caller wrote it. `area` is province, city and district in one text. */
        RawReceiver: {
            /** @description The rest of the address, or the whole of it. */
            address: string;
            /** @description Province, city and district in one text, e.g. `浙江省 杭州市 西湖区`. */
            area?: string;
            /** @description 市 */
            city?: string;
            /** @description 区县 */
            district?: string;
            /** @description 收件人 */
            name: string;
            /** @description One mobile, landline or 400 number, an extension after a hyphen. */
            phone: string;
            /** @description 省 */
            province?: string;
            /** @description What the buyer wrote. */
            remark?: string;
        };
        /** @description What to take back, at most 500 rows. */
        RecallAsk: {
            /** @description Why, at most 500 characters; the fulfiller reads it where it is asked, without telephone-like numbers. */
            reason?: string;
            /** @description What. */
            rows: components["schemas"]["RecallRow"][];
        };
        /** @description What became of a row. */
        RecallDone: components["schemas"]["AssignmentDone"] & {
            /**
             * Format: int64
             * @description Pieces that came back, or that were asked for.
             */
            pieces: number;
            request?: components["schemas"]["OwnedRecallRequestId_RecallRequest"] | null;
        };
        /** @description The merchant asks for pieces back and waits for the answer. */
        RecallQuestion: {
            /**
             * Format: date-time
             * @description When it was asked.
             */
            asked_at: string;
            /** @description The question. */
            id: components["schemas"]["OwnedRecallRequestId_RecallRequest"];
            /** @description What is wanted back. */
            lines: components["schemas"]["LinePieces"][];
            /** @description Why. */
            reason: string;
            /**
             * Format: int64
             * @description Send it back with the answer.
             */
            version: number;
        };
        /** @description A fulfiller's answer. */
        RecallReply: {
            /** @description Words to the merchant, at most 500 characters. */
            answer?: string;
            /**
             * Format: int64
             * @description The version it was decided on; a stale one is refused.
             */
            version?: number | null;
        };
        /**
         * @description Where a question stands.
         * @enum {string}
         */
        RecallRequestState: "asked" | "granted" | "denied" | "withdrawn";
        /** @description An assignment, or some pieces of it. */
        RecallRow: {
            /** @description The assignment. */
            assignment: components["schemas"]["OwnedAssignmentId_Assignment"];
            /** @description Some of its pieces; absent means all that have not left. */
            lines?: components["schemas"]["LinePieces"][] | null;
        };
        /** @description A question that was answered or taken back. */
        RecallSettled: {
            /** @description The assignment now. */
            assignment: components["schemas"]["AssignmentDone"];
            /** @description The question. */
            id: components["schemas"]["OwnedRecallRequestId_RecallRequest"];
            /** @description Where it stands now. */
            state: components["schemas"]["RecallRequestState"];
            /**
             * Format: int64
             * @description Its version now.
             */
            version: number;
        };
        /** @description rtk_ and 22 letters, digits, - or _ */
        ReceiverTokenId: string;
        /** @description The new password. */
        RedeemAsk: {
            /** @description The new password. */
            password: string;
            /** @description The secret of the mailed link. */
            secret: string;
        };
        /** @description One refund. */
        Refund: {
            /** @description The verbs legal now. */
            actions: components["schemas"]["RefundAction"][];
            /**
             * Format: date-time
             * @description When it was completed or withdrawn.
             */
            closed_at?: string | null;
            /** @description The refund. */
            id: components["schemas"]["OwnedRefundId_Refund"];
            /** @description The line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /**
             * Format: date-time
             * @description When it was opened.
             */
            opened_at: string;
            /** @description Who opened it. */
            opened_by: components["schemas"]["RefundSide"];
            /** @description The order. */
            order: components["schemas"]["OwnedOrderId_Order"];
            /**
             * Format: date-time
             * @description Since when it may.
             */
            overridden_at?: string | null;
            /** @description Why the parcel goes in spite of it. */
            override_reason?: string | null;
            /**
             * Format: int64
             * @description Pieces.
             */
            quantity: number;
            /** @description Why. */
            reason: string;
            /** @description Where it stands. */
            state: components["schemas"]["RefundWord"];
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /**
         * @description A verb of a refund.
         * @enum {string}
         */
        RefundAction: "complete" | "withdraw" | "override";
        /**
         * @description The side that opened it.
         * @enum {string}
         */
        RefundSide: "merchant" | "platform";
        /** @description Refunds to complete or to withdraw, at most 500. */
        RefundsMove: {
            /** @description One for each refund. */
            rows: components["schemas"]["RefundsMoveRow"][];
        };
        /** @description One refund, and the version the caller saw. */
        RefundsMoveRow: {
            /** @description The refund. */
            refund: components["schemas"]["OwnedRefundId_Refund"];
            /**
             * Format: int64
             * @description Refused as `stale` if it has another by now.
             */
            version?: number | null;
        };
        /** @description Refunds to open, at most 500. */
        RefundsOpen: {
            /** @description One for each line. */
            rows: components["schemas"]["RefundsOpenRow"][];
        };
        /** @description Some pieces of a line that a buyer wants to take back. */
        RefundsOpenRow: {
            /** @description Or the source's number of the order, */
            external_no?: string | null;
            line?: components["schemas"]["OwnedLineId_Line"] | null;
            /** @description and the source's id of the line, where the order has more than one. */
            line_id?: string | null;
            /**
             * Format: int64
             * @description How many pieces, at least 1.
             */
            quantity: number;
            /** @description Why, 1 to 200 characters; the fulfiller never reads it. */
            reason: string;
            /** @description its source, */
            source?: string;
        };
        /** @description Refunds in spite of which parcels go, at most 500. */
        RefundsOverride: {
            /** @description Why, 1 to 200 characters; it is kept. */
            reason: string;
            /** @description One for each refund. */
            rows: components["schemas"]["RefundsMoveRow"][];
        };
        /**
         * @description A state's word.
         * @enum {string}
         */
        RefundWord: "open" | "done" | "withdrawn";
        /** @description A new name for an agent. */
        Rename: {
            /** @description 1 to 60 characters. */
            name: string;
            /**
             * Format: int64
             * @description The version seen.
             */
            version: number;
        };
        /** @description Who forgot a password. */
        ResetAsk: {
            /** @description What they sign in with. */
            mail: string;
        };
        /**
         * @description What a person is in a party.
         * @enum {string}
         */
        Role: "owner" | "staff" | "auditor";
        /** @description A new role. */
        RoleAsk: {
            /** @description What they will be. */
            role: components["schemas"]["Role"];
            /**
             * Format: int64
             * @description The version this change is based on.
             */
            version: number;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Asked: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description A ticket that was asked for. */
            ok?: {
                /** @description Its parcel. */
                parcel: components["schemas"]["OwnedParcelId_Parcel"];
                /**
                 * Format: int64
                 * @description 1 for the first print; from 2 on the label says so.
                 */
                print_no: number;
                /** @description The ticket. */
                ticket: components["schemas"]["OwnedTicketId_Ticket"];
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_AssignGiven: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description A row that was done. */
            ok?: {
                /** @description The assignment its pieces are in. */
                assignment: components["schemas"]["OwnedAssignmentId_Assignment"];
                /**
                 * Format: int64
                 * @description How many pieces of this row.
                 */
                pieces: number;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_AssignmentDone: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description An assignment as an act left it. */
            ok?: {
                /** @description The assignment. */
                id: components["schemas"]["OwnedAssignmentId_Assignment"];
                /** @description Its state now: held, assigned, accepted, shipped, declined, failed or recalled. */
                state: string;
                /**
                 * Format: int64
                 * @description Its version now.
                 */
                version: number;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Done: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description An order that was changed. */
            ok?: {
                /** @description The order. */
                id: components["schemas"]["OwnedOrderId_Order"];
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_OrdersOfNumber: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description The orders of one number. */
            ok?: {
                /** @description The number. */
                number: string;
                /** @description One for each source that has it, newest first, at most 10. */
                orders: components["schemas"]["Order"][];
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Parcel: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description One parcel. */
            ok?: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["ParcelAction"][];
                /**
                 * Format: date-time
                 * @description When it was planned.
                 */
                created_at: string;
                /** @description Who packs it. */
                fulfiller: components["schemas"]["FulfillerId"];
                /** @description Its id. */
                id: components["schemas"]["OwnedParcelId_Parcel"];
                /** @description What is in it. */
                items: components["schemas"]["ParcelItem"][];
                /** @description Whose goods they are. */
                merchant: components["schemas"]["MerchantId"];
                /** @description A word for the packing line. */
                note: string;
                /**
                 * Format: int64
                 * @description Labels printed.
                 */
                prints: number;
                /** @description The receiver changed after its number was taken: void the number and take a new one. */
                receiver_changed: boolean;
                receiver_token?: components["schemas"]["ReceiverTokenId"] | null;
                /** @description A buyer wants goods of it back: it waits until the merchant decides. */
                refund_open: boolean;
                /**
                 * Format: int64
                 * @description Division code of where it goes.
                 */
                region: number;
                /**
                 * Format: date-time
                 * @description When it left.
                 */
                shipped_at?: string | null;
                /** @description What it waits for. */
                stage: components["schemas"]["ParcelStage"];
                /** @description planned, shipped, in_transit, delivered, returned or dropped. */
                state: string;
                /**
                 * Format: date-time
                 * @description When its goods were checked against the label it has now.
                 */
                verified_at?: string | null;
                /**
                 * Format: int64
                 * @description Grows with each change.
                 */
                version: number;
                waybill?: components["schemas"]["Waybill"] | null;
                /**
                 * Format: int64
                 * @description Weight in gram, 0 where unknown.
                 */
                weight_g: number;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Product: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description One product. */
            ok?: {
                /** @description The barcode on it; empty where unknown. */
                barcode: string;
                /**
                 * Format: date-time
                 * @description When an order first named it.
                 */
                created_at: string;
                /** @description The product. */
                id: components["schemas"]["ProductId"];
                /** @description Its name. */
                name: string;
                /** @description The merchant's SKU; empty where orders named none. */
                sku: string;
                /** @description Colour, size and the like. */
                spec: string;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_ProductId: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description prd_ and 22 letters, digits, - or _ */
            ok?: string;
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_RecallDone: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description What became of a row. */
            ok?: components["schemas"]["AssignmentDone"] & {
                /**
                 * Format: int64
                 * @description Pieces that came back, or that were asked for.
                 */
                pieces: number;
                request?: components["schemas"]["OwnedRecallRequestId_RecallRequest"] | null;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Refund: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description One refund. */
            ok?: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["RefundAction"][];
                /**
                 * Format: date-time
                 * @description When it was completed or withdrawn.
                 */
                closed_at?: string | null;
                /** @description The refund. */
                id: components["schemas"]["OwnedRefundId_Refund"];
                /** @description The line. */
                line: components["schemas"]["OwnedLineId_Line"];
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                opened_at: string;
                /** @description Who opened it. */
                opened_by: components["schemas"]["RefundSide"];
                /** @description The order. */
                order: components["schemas"]["OwnedOrderId_Order"];
                /**
                 * Format: date-time
                 * @description Since when it may.
                 */
                overridden_at?: string | null;
                /** @description Why the parcel goes in spite of it. */
                override_reason?: string | null;
                /**
                 * Format: int64
                 * @description Pieces.
                 */
                quantity: number;
                /** @description Why. */
                reason: string;
                /** @description Where it stands. */
                state: components["schemas"]["RefundWord"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Taken: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description What became of one draft. */
            ok?: {
                /** @description What the re-import changed that somebody must look at. */
                exception?: string | null;
                /** @description The source's number. */
                external_no: string;
                /** @description The order. */
                id: components["schemas"]["OwnedOrderId_Order"];
                /** @description Whether it was new here. */
                outcome: components["schemas"]["Outcome"];
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Waybill: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description A waybill. */
            ok?: {
                /** @description The verbs legal now, for whoever packs. */
                actions: string[];
                /** @description The carrier's code. */
                carrier: string;
                /** @description Why it failed, or why the carrier would not take it back. */
                code?: string | null;
                /**
                 * Format: date-time
                 * @description When it failed or was voided.
                 */
                ended_at?: string | null;
                /**
                 * Format: int64
                 * @description Held while it is being taken, spent once issued, in fen.
                 */
                fee_fen: number;
                /** @description 集包地. */
                hub: string;
                /** @description Its id. */
                id: components["schemas"]["OwnedWaybillId_Waybill"];
                /**
                 * Format: date-time
                 * @description When it became a number.
                 */
                issued_at?: string | null;
                /** @description The number, once there is one. */
                number?: string | null;
                /** @description The parcel. */
                parcel: components["schemas"]["OwnedParcelId_Parcel"];
                /** @description The carrier's product. */
                product: string;
                /** @description What to do about it. */
                remedy: string;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                reserved_at: string;
                /** @description 三段码. */
                sorting_code: string;
                /** @description reserved, unknown, issued, failed, void or external. */
                state: string;
                /**
                 * Format: int64
                 * @description Grows with each change.
                 */
                version: number;
                /** @description The carrier was asked to take it back. */
                voiding: boolean;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description Why a row was refused. */
        RowProblem: {
            /** @description Where in the row. */
            at?: string | null;
            /** @description The stable code. */
            code: string;
            /** @description What the words of the code do not say. */
            detail?: string | null;
            /** @description Who can mend it. */
            error_source: components["schemas"]["ErrorSource"];
            /** @description What to do next. */
            remedy: string;
            /** @description What happened. */
            title: string;
        };
        /** @description What became of each row. */
        Rows_Asked: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Asked"][];
        };
        /** @description What became of each row. */
        Rows_AssignGiven: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_AssignGiven"][];
        };
        /** @description What became of each row. */
        Rows_AssignmentDone: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_AssignmentDone"][];
        };
        /** @description What became of each row. */
        Rows_Done: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Done"][];
        };
        /** @description What became of each row. */
        Rows_OrdersOfNumber: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_OrdersOfNumber"][];
        };
        /** @description What became of each row. */
        Rows_Parcel: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Parcel"][];
        };
        /** @description What became of each row. */
        Rows_Product: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Product"][];
        };
        /** @description What became of each row. */
        Rows_ProductId: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_ProductId"][];
        };
        /** @description What became of each row. */
        Rows_RecallDone: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_RecallDone"][];
        };
        /** @description What became of each row. */
        Rows_Refund: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Refund"][];
        };
        /** @description What became of each row. */
        Rows_Taken: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Taken"][];
        };
        /** @description What became of each row. */
        Rows_Waybill: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Waybill"][];
        };
        /** @description What is on record after a person spoke. */
        Said: {
            /**
             * Format: date-time
             * @description When it was said.
             */
            said_at: string;
            /** @description printed, or failed: then a fresh ticket needs no reason. */
            state: components["schemas"]["TicketState"];
            /** @description The ticket. */
            ticket: components["schemas"]["OwnedTicketId_Ticket"];
        };
        /** @description A view as it is kept. */
        SavedView: {
            /** @description What the console keeps. */
            body: Record<string, never>;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["ViewId"];
            /** @description What the person calls it. */
            name: string;
            /** @description The page it is for. */
            page: string;
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /** @description A view to keep. */
        SavedViewAsk: {
            /** @description What the console keeps: an object of at most 8 KB. */
            body: Record<string, never>;
            /** @description What the person calls it: 1 to 40 characters, one of that name on a page. */
            name: string;
            /** @description The page it is for, as the console names it: 1 to 40 characters. */
            page: string;
        };
        /** @description A change of a view, on the version one saw. */
        SavedViewChange: {
            /** @description What the console keeps from now on. */
            body: Record<string, never>;
            /** @description Its name from now on. */
            name: string;
            /**
             * Format: int64
             * @description The version it was changed from.
             */
            version: number;
        };
        /** @description A person's word on a label: look at the printer, then say. */
        Say: {
            /** @description It came out. */
            printed: boolean;
        };
        /** @description The sender on a party's parcels. */
        Sender: {
            /** @description Street and number. */
            address: string;
            /** @description 市. */
            city: string;
            /** @description 区. */
            district: string;
            /** @description Name of a person or firm. */
            name: string;
            /** @description Telephone. */
            phone: string;
            /** @description 省. */
            province: string;
        };
        /** @description ses_ and 22 letters, digits, - or _ */
        SessionId: string;
        /** @description One of a person's sessions. */
        SessionRow: {
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["SessionId"];
            /**
             * Format: date-time
             * @description When it was last used, to five minutes.
             */
            seen_at: string;
            /** @description True for the one that asks. */
            this: boolean;
        };
        /** @description A session as its person sees it. */
        SessionView: {
            /** @description True outside production: every screen says so. */
            development: boolean;
            /** @description What they sign in with. */
            mail: string;
            /** @description Their name. */
            name: string;
            /** @description Every party this person is a member of. */
            parties: components["schemas"]["MembershipView"][];
            party?: components["schemas"]["PartyId"] | null;
            /** @description Who is signed in. */
            person: components["schemas"]["PersonId"];
            role?: components["schemas"]["Role"] | null;
            /** @description The scopes the role holds. */
            scopes: string[];
            /** @description The side of this door. */
            side: components["schemas"]["Side"];
            /**
             * Format: date-time
             * @description Until when a step-up counts.
             */
            stepped_up_until?: string | null;
            /** @description Whether one-time codes are on. */
            totp_on: boolean;
        };
        /** @description Typed numbers of parcels that leave in the same breath, at most 500. */
        Shipments: {
            /** @description One for each parcel. */
            rows: components["schemas"]["WaybillsExternalRow"][];
        };
        /**
         * @description The side a door opens on.
         * @enum {string}
         */
        Side: "merchant" | "factory" | "platform";
        /** @description What a person signs in with. */
        SignInAsk: {
            /** @description The mail address. */
            mail: string;
            /** @description The password. */
            password: string;
            /** @description A one-time code, where codes are on. */
            totp?: string | null;
        };
        /**
         * @description The paper, in millimetres of width and height.
         * @enum {string}
         */
        Size: "76x130" | "100x150" | "100x180";
        /** @description What became of the whole call. */
        SkuMapDone: {
            /** @description How many were forgotten. */
            removed: number;
            /** @description What became of each entry of `set`. */
            set: components["schemas"]["Rows_ProductId"];
        };
        /** @description One product in the factory's words. */
        SkuMapEntry: {
            /** @description The factory's name of it. */
            fulfiller_name?: string;
            /** @description The factory's SKU. */
            fulfiller_sku: string;
            /** @description The merchant's product. */
            product: components["schemas"]["ProductId"];
            /**
             * Format: int64
             * @description What the merchant pays the factory a piece, in fen.
             */
            supply_fen?: number | null;
        };
        /** @description A product in both sides' words. */
        SkuMapped: {
            /**
             * Format: date-time
             * @description When it was last said.
             */
            changed_at: string;
            /** @description The factory's name of it. */
            fulfiller_name: string;
            /** @description The factory's SKU. */
            fulfiller_sku: string;
            /** @description The merchant's name of it. */
            name: string;
            /** @description The merchant's product. */
            product: components["schemas"]["ProductId"];
            /** @description The merchant's SKU. */
            sku: string;
            /** @description Colour, size and the like. */
            spec: string;
            /**
             * Format: int64
             * @description What the merchant pays a piece, in fen.
             */
            supply_fen?: number | null;
        };
        /** @description Words to set and to forget, at most 500 together. */
        SkuMapPut: {
            /** @description Forget the words of these. */
            remove?: components["schemas"]["ProductId"][];
            /** @description Set these; a product that has words gets the new ones. */
            set?: components["schemas"]["SkuMapEntry"][];
        };
        /**
         * @description A stage of work: an order stands under every tab for which it has pieces.
         * @enum {string}
         */
        Stage: "to_assign" | "to_accept" | "to_number" | "to_print" | "to_ship" | "shipped" | "exception";
        /** @description A proof that the person is still there: the code where codes are on, else the password. */
        StepUpAsk: {
            /** @description The password. */
            password?: string | null;
            /** @description A one-time code. */
            totp?: string | null;
        };
        /** @description What an event `stir` says. */
        Stirred: {
            /** @description The nouns something of which may have changed. */
            nouns: components["schemas"]["Noun"][];
        };
        /** @description What became of one draft. */
        Taken: {
            /** @description What the re-import changed that somebody must look at. */
            exception?: string | null;
            /** @description The source's number. */
            external_no: string;
            /** @description The order. */
            id: components["schemas"]["OwnedOrderId_Order"];
            /** @description Whether it was new here. */
            outcome: components["schemas"]["Outcome"];
        };
        /** @description A task and what became of each parcel asked for. */
        Task: components["schemas"]["Rows_Asked"] & {
            /** @description Ask for its documents until all are sealed. */
            task: components["schemas"]["PrintTaskId"];
        };
        /** @description A task as it stands. */
        TaskView: {
            /** @description Its agent. */
            agent: components["schemas"]["OwnedPrintAgentId"];
            /** @description In the order of printing. */
            documents: components["schemas"]["Document"][];
            /** @description True when every ticket is sealed or will never be. */
            ready: boolean;
            /** @description The task. */
            task: components["schemas"]["PrintTaskId"];
        };
        /**
         * @description Where a ticket stands.
         * @enum {string}
         */
        TicketState: "asked" | "sealed" | "redeemed" | "printed" | "failed" | "unknown" | "refused";
        /** @description What happened to an order, oldest first. */
        Timeline: {
            /** @description The events, at most 500. */
            events: components["schemas"]["TimelineEvent"][];
            /** @description True if there are more. */
            more: boolean;
        };
        /** @description One thing that happened. */
        TimelineEvent: {
            /** @description The person's or machine's name, where one of the merchant's own was recorded. */
            actor?: string | null;
            assignment?: components["schemas"]["OwnedAssignmentId_Assignment"] | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The carrier's code. */
            carrier?: string | null;
            /** @description A stable code: why it was closed, declined, failed. */
            code?: string | null;
            /** @description In the doer's words. */
            note?: string | null;
            /** @description The carrier's number. */
            number?: string | null;
            parcel?: components["schemas"]["OwnedParcelId_Parcel"] | null;
            /** @description The party's name, where it is not the merchant. */
            party?: string | null;
            /**
             * Format: int64
             * @description Pieces of this order it is about.
             */
            quantity?: number | null;
            refund?: components["schemas"]["OwnedRefundId_Refund"] | null;
            /** @description Which side did it. */
            side: components["schemas"]["TimelineSide"];
            /** @description What. */
            what: components["schemas"]["TimelineWhat"];
        };
        /**
         * @description Who did it.
         * @enum {string}
         */
        TimelineSide: "merchant" | "fulfiller" | "platform" | "carrier";
        /**
         * @description What may happen.
         * @enum {string}
         */
        TimelineWhat: "taken" | "paid" | "closed" | "assigned" | "released" | "accepted" | "declined" | "failed" | "recalled" | "recall_asked" | "recall_granted" | "recall_denied" | "recall_withdrawn" | "packed" | "unpacked" | "number_asked" | "numbered" | "number_failed" | "number_voided" | "printed" | "shipped" | "delivered" | "returned" | "refund_opened" | "refund_overridden" | "refund_done" | "refund_withdrawn";
        /** @description What a machine trades for a token. */
        TokenAsk: {
            /** @enum {string} */
            grant: "secret";
            /** @description The machine. */
            machine: components["schemas"]["OwnedMachineId_Machine"];
            /** @description Its secret. */
            secret: string;
        } | {
            /** @enum {string} */
            grant: "refresh";
            /** @description As the last answer gave it. */
            refresh_token: string;
        };
        /** @description A token and what comes next. */
        TokenView: {
            /** @description Send it as `Authorization: Bearer …`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds it counts.
             */
            expires_in: number;
            /** @description Trade it for the next token; it counts once. */
            refresh_token: string;
            /** @description What it may do. */
            scopes: string[];
            /** @description `Bearer`. */
            token_type: string;
        };
        /** @description The data of an event: `stir`, or `batch`. */
        Told: components["schemas"]["Stirred"] | components["schemas"]["BatchMoving"];
        /** @description viw_ and 22 letters, digits, - or _ */
        ViewId: string;
        /** @description A waybill. */
        Waybill: {
            /** @description The verbs legal now, for whoever packs. */
            actions: string[];
            /** @description The carrier's code. */
            carrier: string;
            /** @description Why it failed, or why the carrier would not take it back. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it failed or was voided.
             */
            ended_at?: string | null;
            /**
             * Format: int64
             * @description Held while it is being taken, spent once issued, in fen.
             */
            fee_fen: number;
            /** @description 集包地. */
            hub: string;
            /** @description Its id. */
            id: components["schemas"]["OwnedWaybillId_Waybill"];
            /**
             * Format: date-time
             * @description When it became a number.
             */
            issued_at?: string | null;
            /** @description The number, once there is one. */
            number?: string | null;
            /** @description The parcel. */
            parcel: components["schemas"]["OwnedParcelId_Parcel"];
            /** @description The carrier's product. */
            product: string;
            /** @description What to do about it. */
            remedy: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            reserved_at: string;
            /** @description 三段码. */
            sorting_code: string;
            /** @description reserved, unknown, issued, failed, void or external. */
            state: string;
            /**
             * Format: int64
             * @description Grows with each change.
             */
            version: number;
            /** @description The carrier was asked to take it back. */
            voiding: boolean;
        };
        /** @description An account as its owner and the operator see it. */
        WaybillAccount: {
            /** @description The verbs legal now, for owner and operator. */
            actions: string[];
            /**
             * Format: int64
             * @description Money that can be spent, in fen.
             */
            balance_fen: number;
            /** @description 网点. */
            branch: string;
            /** @description The carrier's code. */
            carrier: string;
            /**
             * Format: date-time
             * @description When it was applied for.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Money held for numbers being taken, in fen.
             */
            held_fen: number;
            /** @description Does the account's holder see receivers in the carrier's own portal? Null without an adapter. */
            holder_can_read_receiver?: boolean | null;
            /** @description Its id. */
            id: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"];
            /** @description What the party calls it. */
            name: string;
            /** @description Whose it is. */
            party: components["schemas"]["PartyId"];
            /** @description The party's name. */
            party_name: string;
            /**
             * Format: int64
             * @description What one number costs, in fen; 0 means what the carrier asks.
             */
            price_fen: number;
            /** @description The settlement number at the carrier. */
            settlement_no: string;
            /** @description applied, active, refused or closed. */
            state: string;
            /** @description Why it was refused or closed. */
            state_note: string;
            /**
             * Format: int64
             * @description Grows with each change.
             */
            version: number;
        };
        /** @description A wish for an account. */
        WaybillAccountApplication: {
            /** @description 网点, at most 60 characters; empty where the carrier has none. */
            branch?: string;
            /** @description A carrier numbers can be taken from; see `/v1/carriers`. */
            carrier: string;
            /** @description What the party calls it, 1 to 60 characters. */
            name: string;
            /** @description The settlement number at the carrier (月结号), 1 to 32 letters, digits or `-`. */
            settlement_no: string;
        };
        /** @description A no, or an end, with its reason. */
        WaybillAccountEnding: {
            /** @description Why, 1 to 60 characters. */
            note: string;
            /**
             * Format: int64
             * @description The version the decision was made on.
             */
            version?: number | null;
        };
        /**
         * @description Who pays the waybills.
         * @enum {string}
         */
        WaybillPayer: "fulfiller" | "merchant";
        /** @description Typed numbers, at most 500. */
        WaybillsExternal: {
            /** @description One for each parcel. */
            rows: components["schemas"]["WaybillsExternalRow"][];
        };
        /** @description One typed number: for a parcel, or for what is left of an assignment. */
        WaybillsExternalRow: {
            assignment?: components["schemas"]["OwnedAssignmentId_Assignment"] | null;
            /** @description The carrier's code; see `/v1/carriers`. */
            carrier: string;
            /** @description 8 to 32 letters and digits; spaces and full-width forms are mended. */
            number: string;
            parcel?: components["schemas"]["OwnedParcelId_Parcel"] | null;
        };
        /** @description Numbers to take from one carrier, at most 500. */
        WaybillsTake: {
            account?: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"] | null;
            /** @description The carrier's code. */
            carrier: string;
            /** @description The carrier's product, by its own code; at most 60 characters. */
            product?: string;
            /** @description One for each number. */
            rows: components["schemas"]["WaybillsTakeRow"][];
        };
        /** @description One number: for a parcel, or for what is left of an assignment. */
        WaybillsTakeRow: {
            assignment?: components["schemas"]["OwnedAssignmentId_Assignment"] | null;
            parcel?: components["schemas"]["OwnedParcelId_Parcel"] | null;
            /**
             * Format: int64
             * @description Weight of a parcel made on the way, in gram.
             */
            weight_g?: number;
        };
        /** @description Numbers to give back, at most 500. */
        WaybillsVoid: {
            /** @description One for each number. */
            rows: components["schemas"]["WaybillsVoidRow"][];
        };
        /** @description One number, and the version the caller saw. */
        WaybillsVoidRow: {
            /**
             * Format: int64
             * @description Refused as `stale` if it has another by now.
             */
            version?: number | null;
            /** @description The waybill. */
            waybill: components["schemas"]["OwnedWaybillId_Waybill"];
        };
        /** @description Pieces at each stage. */
        Work: {
            /**
             * Format: int64
             * @description Gone.
             */
            shipped: number;
            /**
             * Format: int64
             * @description Given, not accepted.
             */
            to_accept: number;
            /**
             * Format: int64
             * @description Free.
             */
            to_assign: number;
            /**
             * Format: int64
             * @description Accepted, without number.
             */
            to_number: number;
            /**
             * Format: int64
             * @description Numbered, not printed.
             */
            to_print: number;
            /**
             * Format: int64
             * @description Ready to leave.
             */
            to_ship: number;
        };
    };
    responses: {
        /** @description A refusal (RFC 9457). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    post_applications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_assignments: {
        parameters: {
            query?: {
                /** @description Of this act. */
                act?: components["schemas"]["OwnedActId_Act"];
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Of this order. */
                order?: components["schemas"]["OwnedOrderId_Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GivenAssignment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_assignments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignReply"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_assignments_recall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecallAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RecallDone"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_assignments_undo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignUndo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_AssignmentDone"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_batches: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_batches_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_batch_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_batches_batch_refusals: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path: {
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BatchRefusal"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_assign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAssign"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_close: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchClose"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_count_assignments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCountAssignments"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTally"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_count_given: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCountGiven"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTally"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_count_orders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCountOrders"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTally"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_count_parcels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCountParcels"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTally"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchPack"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_print: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchPrint"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_recall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchRecall"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_ship: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchShip"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_take_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchTakeNumbers"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_batches_undo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchUndo"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_bindings: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Only those in this state. */
                state?: "offered" | "active" | "declined" | "withdrawn" | "ending" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_bindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingOffer"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_bindings_binding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_bindings_binding_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_bindings_binding_decline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_bindings_binding_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_bindings_binding_sku_map: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SkuMapped"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_bindings_binding_sku_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkuMapPut"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuMapDone"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_bindings_binding_terms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingTermsChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_bindings_binding_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_carriers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_events: {
        parameters: {
            query?: {
                /** @description Which of the person's parties, where not the one chosen last. */
                party?: components["schemas"]["PartyId"];
            };
            header?: {
                /** @description The id of the last event heard. */
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Told"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_flow: {
        parameters: {
            query?: {
                /** @description Days up to today, 1 to 30; 30 unless told. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowDay"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_flow_bindings: {
        parameters: {
            query?: {
                /** @description Days up to today, 1 to 30; 30 unless told. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowBinding"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_imports: {
        parameters: {
            query?: {
                /** @description Only say what would be refused; nothing is taken. */
                dry_run?: boolean;
                /** @description A text file's encoding, e.g. `gbk`. */
                encoding?: string;
                /** @description Which header stands for which field, as JSON: `{"order_no": "单据号", "phone": "电话"}`. */
                mapping?: string;
                /** @description The file's name, for people. */
                name?: string;
                /** @description A workbook's sheet. */
                sheet?: string;
                /** @description The source of orders whose row names none, e.g. a shop. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_invitations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_invitations_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_label_defaults: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabelDefault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_label_defaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelDefaultAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelDefault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_label_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelTemplate"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_label_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelTemplateDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelTemplate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_label_templates_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelTemplate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_label_templates_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_label_templates_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelTemplateChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelTemplate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_labels: {
        parameters: {
            query: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Which labels. */
                fate: "unknown" | "no_receipt";
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OpenLabel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_machines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_machines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MachineAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewMachine"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_machines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_orders: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /**
                 * @description With pieces still to be shipped, due before this moment; the earliest due first, where neither a number's beginning
                 *     nor a product or fulfiller is asked for.
                 */
                due_before?: string;
                /** @description Orders with pieces given to this fulfiller. */
                fulfiller?: components["schemas"]["FulfillerId"];
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description This order number. */
                number?: string;
                /** @description Order numbers that begin so (at least 4 characters). */
                number_prefix?: string;
                /** @description Order numbers that end in these six characters. */
                number_tail?: string;
                /** @description Where it came in. */
                origin?: "platform" | "merchant";
                /** @description Placed at or after. */
                placed_from?: string;
                /** @description Placed before. */
                placed_to?: string;
                /** @description Orders with this product. */
                product?: components["schemas"]["ProductId"];
                /** @description Division code of a province, city or district (six digits). */
                region?: number;
                /** @description The source the merchant named, e.g. a shop. */
                source?: string;
                /** @description Orders with pieces at this stage; where a fulfiller is given too, pieces of that fulfiller's. */
                stage?: "to_assign" | "to_accept" | "to_number" | "to_print" | "to_ship" | "shipped" | "exception";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_orders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Taken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_orders_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_orders_order_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_orders_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Done"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_orders_close: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Close"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Done"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_orders_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_orders_find: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderNumbers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_OrdersOfNumber"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_own_assignments: {
        parameters: {
            query?: {
                /** @description This alias. */
                alias?: string;
                /** @description Of this binding, and so of its merchant. */
                binding?: components["schemas"]["OwnedBindingId_Binding"];
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Past the time to accept or to ship by. */
                overdue?: boolean;
                /** @description Ordered at or after. */
                placed_from?: string;
                /** @description Ordered before. */
                placed_to?: string;
                /** @description With this product. */
                product?: components["schemas"]["ProductId"];
                /** @description Division code of a province (six digits). */
                province?: number;
                /** @description Which tab; all unless told. */
                tab?: "to_accept" | "to_number" | "to_print" | "to_ship" | "shipped" | "exception" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AssignmentCard"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_own_assignments_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentCounts"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_papers_hand_over: {
        parameters: {
            query: {
                /** @description With this carrier. */
                carrier: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description On this day of the platform's zone, `2026-11-23`; today unless told. */
                day?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_papers_packing_slips: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PapersAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paper"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_papers_pick_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PapersAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paper"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_parcels: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description The parcel of this waybill number instead, as scanned or typed, whatever it waits for. */
                number?: string;
                /** @description All parcels of this order instead. */
                order?: components["schemas"]["OwnedOrderId_Order"];
                /** @description What they wait for: number (unless told), print, ship, shipped or gone; not asked where an order is named. */
                stage?: "number" | "print" | "ship" | "shipped" | "gone";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parcels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParcelsPlan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parcels_drop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Parcels"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parcels_ship: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Parcels"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parcels_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Parcels"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_password_resets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetAsk"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_password_resets_redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PersonView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_print_agents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_print_agents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_print_agents_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_print_agents_agent_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_print_agents_diagnosis: {
        parameters: {
            query: {
                /** @description Its agent id, where it is enrolled. */
                agent?: string;
                /** @description The code it gave. */
                code?: string;
                /** @description Did an agent answer? */
                reached: boolean;
                /** @description Its clock, unix seconds. */
                time?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_prints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrintAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_prints_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_prints_again: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Again"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_products: {
        parameters: {
            query?: {
                /** @description What SKU or name begin with, 1 to 60 characters. */
                begins?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Product"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_products_barcodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BarcodesSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Product"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_recall_requests_request_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecallReply"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecallSettled"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_refunds: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Of this order. */
                order?: components["schemas"]["OwnedOrderId_Order"];
                /** @description In this state. */
                state?: "open" | "done" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_refunds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsOpen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_refunds_complete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_refunds_override: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsOverride"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_refunds_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    put_session_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_session_step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionRow"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_shipments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Shipments"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Parcel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_tickets_ticket_say: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Say"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Said"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_totp_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_views: {
        parameters: {
            query?: {
                /** @description Of this page alone. */
                page?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountApplication"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts_account_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountEnding"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts_account_ledger: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LedgerEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybills: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillsTake"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Waybill"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybills_waybill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                waybill: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waybill"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybills_external: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillsExternal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Waybill"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybills_void: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillsVoid"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Waybill"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
