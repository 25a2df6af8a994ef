// Merlin's clique-tree elimination behind the harness's protocol.
//
// Compiled once (cte::init: order, cliques, tree); each query is cte::propagate_evidence, Merlin's own way to
// condition a compiled tree, or without findings its plain two passes.
#include "cte.h"

#include "protocol.h"

using namespace protocol;

namespace {

merlin::graphical_model model(const Network& net) {
    std::vector<merlin::factor> factors;
    for (size_t i = 0; i < net.family.size(); i++) {
        std::vector<merlin::variable> scope;
        merlin::variable_set vars;
        for (int v : net.family[i]) {
            scope.push_back(merlin::variable(v, net.states[v]));
            vars |= scope.back();
        }
        merlin::factor f(vars, 0.0);
        merlin::convert_index index(scope, false, true);  // as graphical_model::read does for UAI files
        for (size_t j = 0; j < net.table[i].size(); j++) f[index.convert(j)] = net.table[i][j];
        factors.push_back(f);
    }
    return merlin::graphical_model(factors);
}

struct Merlin {
    static const bool soft = false;
    std::vector<int> states;
    merlin::cte tree;

    explicit Merlin(const Network& net) : states(net.states), tree(model(net)) {
        tree.set_properties("Order=MinFill,Task=MAR,Debug=0,Verbose=0");
        tree.init();
    }

    double query(const EvidenceSet& e, Posteriors& out) {
        if (e.hard.empty()) {
            tree.calibrate();
            tree.update();
        } else {
            std::vector<int> evidence(states.size(), -1);
            for (auto& h : e.hard) evidence[h.first] = h.second;
            tree.propagate_evidence(evidence);
        }
        out.resize(states.size());
        for (size_t v = 0; v < states.size(); v++) {
            const merlin::factor& b = tree.belief(v);
            out[v].resize(states[v]);
            for (int s = 0; s < states[v]; s++) out[v][s] = b[s];
        }
        return tree.logZ();
    }
};

}  // namespace

int main(int argc, char** argv) { return run<Merlin>(argc, argv); }
