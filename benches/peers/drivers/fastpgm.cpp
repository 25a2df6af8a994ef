// Fast-PGM's junction tree behind the harness's protocol.
//
// Compiled once. The network's tables are given through Network::pts, which JunctionTree uses in its classification
// mode (the other mode reads integer counts and would round). A query is what JunctionTree::PredictUseJTInfer does:
// evidence, normalisation, both passes, all posteriors, and the reset that the next query needs. No P(evidence).
#include <limits>

#include "fastpgm/inference/JunctionTree.h"

#include "protocol.h"

namespace {

::Network* network(const protocol::Network& net) {
    ::Network* out = new ::Network(true);
    out->num_nodes = net.states.size();
    for (size_t v = 0; v < net.states.size(); v++) {
        DiscreteNode* node = new DiscreteNode(v);
        node->SetDomainSize(net.states[v]);
        out->map_idx_node_ptr[v] = node;
    }
    for (size_t i = 0; i < net.family.size(); i++) {
        const std::vector<int>& family = net.family[i];
        for (size_t k = 0; k + 1 < family.size(); k++)
            out->SetParentChild(out->map_idx_node_ptr[family[k]], out->map_idx_node_ptr[family.back()]);
        PotentialTableBase table;
        table.num_variables = family.size();
        table.vec_related_variables = family;
        table.ConstructVarDimsAndCumLevels(out);
        table.potentials = net.table[i];
        out->pts.push_back(table);
    }
    return out;
}

Dataset* no_data() {
    Dataset* data = new Dataset();
    data->num_instance = 0;
    data->class_var_index = 0;
    return data;
}

struct Tree : JunctionTree {
    static const bool soft = false;
    std::vector<int> states;
    Timer timer;

    explicit Tree(const protocol::Network& net) : JunctionTree(1, ::network(net), no_data()), states(net.states) {}

    double query(const protocol::EvidenceSet& e, protocol::Posteriors& out) {
        const DiscreteConfig evidence(e.hard.begin(), e.hard.end());
        LoadDiscreteEvidence(evidence, 1, &timer);
        for (Clique* c : tree->vector_clique_ptr_container) c->p_table.Normalize();
        MessagePassingUpdateJT(1, &timer);
        const std::vector<double> flat = GetProbabilitiesAllNodes(evidence);
        out.resize(states.size());
        auto observed = evidence.begin();
        size_t l = 0;
        for (int v = 0; v < static_cast<int>(states.size()); v++) {
            out[v].assign(states[v], 0.0);
            if (observed != evidence.end() && observed->first == v) {
                out[v][observed->second] = 1.0;
                l += 1;  // GetProbabilitiesAllNodes skips one place for an observed variable
                ++observed;
            } else {
                for (double& p : out[v]) p = flat[l++];
            }
        }
        ResetJunctionTree();
        return std::numeric_limits<double>::quiet_NaN();
    }
};

}  // namespace

int main(int argc, char** argv) { return protocol::run<Tree>(argc, argv); }
